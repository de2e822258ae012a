import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { native } from './testing/hostile-bundles.js';
import { codesOf, inspectFile } from './testing/inspect-file.js';
import { type Bench, leftovers, openForTests } from './testing/open-for-tests.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

/** An honest program of this machine, with one of its texts changed for another of the same length. */
function changed(from: string, to: string): Buffer {
  const bytes = readFileSync('/usr/bin/true');
  const [old, young] = [Buffer.from(from), Buffer.from(to)];
  expect([old.length, bytes.includes(old)]).toEqual([young.length, true]);
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old)) young.copy(bytes, at);
  return bytes;
}
const foreign = () => {
  const bytes = readFileSync('/usr/bin/true');
  bytes.writeUInt16LE(8, 18);
  return bytes;
};

/** Runs `run.sh` of a folder; tells whether the sandbox asked before it let the program go. */
async function start(source: string | Buffer, spoil: (dir: string) => void = () => {}) {
  const request = bench.request({ runtime: 'native', app: { 'run.sh': source }, command: ['./run.sh'] });
  spoil(request.artifactDir!);
  let asked = false;
  const beforeStart = async () => {
    asked = true;
  };
  const result = await bench.sandbox.run(request, { beforeStart });
  await bench.sandbox.discard(result);
  return { result, asked };
}

describe('a program that can never start', () => {
  it.each([
    ['CRLF', '#!/bin/sh\r\necho 1\r\n', 'CRLF'],
    ['an interpreter that is not there', '#!/usr/bin/ruby\nputs 1\n', '/usr/bin/ruby'],
    ['one that env would not find', '#!/usr/bin/env ruby\nputs 1\n', '/usr/bin/ruby'],
    ['another processor', foreign(), 'processor'],
    ['a loader that is not there', changed('/ld-linux', '/ld-musll'), 'ld-musll'],
  ] as const)('is known by it before anything is started: %s', async (_, source, words) => {
    const { result, asked } = await start(source);
    expect(result).toMatchObject({
      kind: 'finished',
      outcome: 'runtime_error',
      neverStarted: true,
      resources: { cpuSeconds: 0, wallSeconds: 0 },
      log: { stderr: expect.stringContaining(words) },
    });
    expect(asked).toBe(false);
  });

  it('is known by a name that leads nowhere and by an executable bit that is missing', async () => {
    const bare = await start('#!/bin/sh\n', (dir) => chmodSync(join(dir, 'run.sh'), 0o644));
    expect(bare.result).toMatchObject({ neverStarted: true });
    const request = bench.request({ runtime: 'native', app: { 'run.sh': '' }, command: ['./gone'] });
    expect(await bench.sandbox.run(request)).toMatchObject({ neverStarted: true });
  });
});

describe('a program that starts is charged, whatever it says of itself', () => {
  const imitation = 'echo "ERROR (catatonit:2): failed to exec pid1: No such file or directory" >&2';
  it.each([
    ['exit 127', '#!/bin/sh\nexit 127\n'],
    ['exit 126', '#!/bin/sh\nexit 126\n'],
    ['the words of the init process', `#!/bin/sh\n${imitation}\nexit 1\n`],
    ['no first line at all, which the shell takes', 'exit 127\n'],
    ['a command in it that is not there', '#!/bin/sh\nexec /usr/bin/ruby\n'],
    ['a signal', '#!/bin/sh\nkill -9 $$\n'],
  ])('%s', async (_, source) => {
    const { result, asked } = await start(source);
    expect(result).toMatchObject({ kind: 'finished', outcome: 'runtime_error' });
    expect(result).not.toHaveProperty('neverStarted');
    expect(asked).toBe(true);
  });
});

it('no file, however it is made, costs the launcher more than a look', async () => {
  const elf = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = readFileSync('/usr/bin/true');
    change(bytes);
    return bytes;
  };
  const hostile: [string | Buffer, ((dir: string) => void)?][] = [
    [Buffer.alloc(300 * 2 ** 20, '#!/')],
    [elf((bytes) => bytes.writeBigUInt64LE(2n ** 64n - 1n, 32))],
    [elf((bytes) => bytes.writeUInt16LE(0xffff, 56))],
    [elf((bytes) => bytes.writeBigUInt64LE(2n ** 63n, 64 + 56 + 8))],
    [Buffer.from('\x7fELF\x02\x01', 'latin1')],
    ['x', (dir) => symlinkSync('/etc/shadow', join(dir, 'link'))],
  ];
  for (const [source, spoil] of hostile) {
    const { result } = await start(source, spoil);
    expect(result.kind).toBe('finished');
  }
  // What a link leads to is for the sandbox to find out: on this side it would be the machine's own file.
  const request = bench.request({ runtime: 'native', app: { 'run.sh': '' }, command: ['./link'] });
  symlinkSync('/etc/shadow', join(request.artifactDir!, 'link'));
  const led = await bench.sandbox.run(request);
  expect(led).toMatchObject({ kind: 'finished', outcome: 'runtime_error' });
  expect(led).not.toHaveProperty('neverStarted');
  const honest = await start('#!/bin/sh\necho fine\n');
  expect(honest.result).toMatchObject({ outcome: 'ok', log: { stdout: 'fine\n' } });
});

it.each([
  ['python3', 'print("fine")\n'],
  ['node', 'console.log("fine")\n'],
  ['-S python3 -u', 'print("fine")\n'],
])('a script finds its interpreter by env: %s', async (name, source) => {
  const { result } = await start(`#!/usr/bin/env ${name}\n${source}`);
  expect(result).toMatchObject({ kind: 'finished', outcome: 'ok', log: { stdout: 'fine\n' } });
});

describe('is found at inspection already', () => {
  const inspect: (source: string | Buffer) => ReturnType<typeof inspectFile> = (source) =>
    inspectFile(bench, 'bundle', native(source));
  it.each([
    ['a loader that is not there', changed('/ld-linux', '/ld-musll'), 'not_startable', /ld-musll/],
    ['a shared library', changed('libc.so.6', 'libx.so.6'), 'missing_library', /^libx\.so\.6 /],
    ['a version of one', changed('GLIBC_2.34', 'GLIBC_9.34'), 'missing_library', /^GLIBC_9\.34 is newer/],
    ['options for env', '#!/usr/bin/env python3 -u\n', 'not_startable', /python3 -u/],
  ] as const)('%s', async (_, source, code, words) => {
    const report = await inspect(source);
    expect(codesOf(report)).toEqual([code]);
    if (report.ok) throw new Error('taken');
    expect(report.problems[0]).toMatchObject({ place: 'run.sh', detail: expect.stringMatching(words) });
  });
  it('and an honest program is not', async () => {
    expect(await inspect('#!/usr/bin/env python3\n')).toMatchObject({ ok: true, problems: [] });
    expect(await inspect(readFileSync('/usr/bin/true'))).toMatchObject({ ok: true, problems: [] });
  });
});
