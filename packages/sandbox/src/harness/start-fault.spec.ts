import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, loaderOf, startFault } from './start-fault.js';

/** Of a program that would find only the files named. */
function look(content: Buffer, ...there: string[]) {
  const asked: [from: number, length: number][] = [];
  const fault = startFault(
    (from, length) => {
      asked.push([from, length]);
      return content.subarray(from, from + length);
    },
    (path) => there.includes(path),
  );
  return { fault, asked };
}
const script = (text: string, ...there: string[]) => look(Buffer.from(text, 'latin1'), ...there).fault;

describe('a script', () => {
  it.each([
    ['Windows line ends', '#!/bin/sh\r\nexit 0\r\n', /CRLF/],
    ['Windows line ends behind an argument', '#!/bin/sh -e\r\n', /CRLF/],
    ['no interpreter of that name', '#!/usr/bin/ruby\n', /needs \/usr\/bin\/ruby/],
    ['none in PATH', '#!/usr/bin/env ruby\n', /needs \/usr\/bin\/ruby/],
    ['options for env, which takes them for a name', '#!/usr/bin/env python3 -u\n', /needs .*python3 -u/],
    ['an interpreter beside the folder', '#!sh\n', /needs sh/],
  ])('with %s cannot start', (_, text, words) => {
    expect(script(text, '/bin/sh', '/usr/bin/env', '/usr/bin/python3')).toMatch(words);
  });
  it.each([
    '#!/bin/sh\nexit 127\n',
    '#! \t/bin/sh -e \n',
    '#!/usr/bin/env python3\n',
    '#!/usr/bin/env -S python3 -u\n',
    '#!/usr/bin/env A=b ruby\n',
    '#!/usr/bin/env node\n',
    '#!\n',
    'echo 1\r\n',
    '',
  ])('%j may start', (text) => {
    expect(script(text, '/bin/sh', '/usr/bin/env', '/usr/bin/python3')).toBeNull();
  });
  it('is not judged by a line that the kernel would not see whole', () => {
    expect(script(`#!/bin/sh ${'x'.repeat(300)}`, '/bin/sh')).toBeNull();
    expect(script(`#!/usr/bin/env ${'x'.repeat(300)}\n`, '/usr/bin/env')).toBeNull();
  });
});

describe('a program', () => {
  const honest = readFileSync('/usr/bin/true');
  const loader = loaderOf(honest.subarray(0, HEAD_BYTES), (from, length) =>
    honest.subarray(from, from + length),
  )!;
  it('needs its loader, and the processor it was built for', () => {
    expect(loader).toMatch(/^\/lib.*\/ld-linux/);
    expect(look(honest, loader).fault).toBeNull();
    expect(look(honest).fault).toContain(loader);
    const foreign = Buffer.from(honest);
    foreign.writeUInt16LE(8, 18);
    expect(look(foreign, loader).fault).toMatch(/processor/);
  });
  it('that lies about its headers is looked at no further than any other', () => {
    const lies = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(honest);
      change(bytes);
      return look(bytes, loader);
    };
    for (const { fault, asked } of [
      lies((bytes) => bytes.writeBigUInt64LE(2n ** 64n - 1n, 32)),
      lies((bytes) => bytes.writeUInt16LE(0, 54)),
      lies((bytes) => bytes.writeUInt16LE(0xffff, 56)),
      // The place of the loader's name, in the second entry.
      lies((bytes) => bytes.writeBigUInt64LE(2n ** 63n, 64 + 56 + 8)),
      lies((bytes) => bytes.writeBigUInt64LE(2n ** 40n, 64 + 56 + 8)),
    ]) {
      expect(fault).toBeNull();
      expect(asked.length).toBeLessThanOrEqual(2);
    }
  });
});

it('costs two short looks at most, whatever bytes there are', () => {
  const heads = fc.constantFrom('', '#!', '#!/', '\x7fELF\x02\x01\x01', '\x7fELF');
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 600 }), (head, rest) => {
      const { asked } = look(Buffer.concat([Buffer.from(head, 'latin1'), rest]));
      expect(asked.length).toBeLessThanOrEqual(2);
      for (const [from, length] of asked) {
        expect(length).toBeLessThanOrEqual(HEAD_BYTES);
        expect(Number.isSafeInteger(from) && from >= 0).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
