import { describe, expect, it } from 'vitest';
import { eachRecord, TextBroken } from './record-stream.js';

async function* chunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array | string, size = 7, longest = 1_000) {
  const records: string[][] = [];
  const lines: number[] = [];
  try {
    await eachRecord(chunks(Buffer.from(bytes as string), size), longest, (cells, line) => {
      records.push(cells);
      lines.push(line);
      return true;
    });
  } catch (error) {
    if (!(error instanceof TextBroken)) throw error;
    return { records, lines, fault: error.fault };
  }
  return { records, lines, fault: null };
}

describe('eachRecord', () => {
  const text = '\ufeffid,名称\r\n1,"a ""b"", c"\n2,"two\nlines"\r\n\n3,漢字漢字';
  it.each([1, 2, 3, 5, 64])('reads the same records from pieces of %i bytes', async (size) => {
    const { records, fault } = await read(text, size);
    expect(fault).toBeNull();
    expect(records).toEqual([
      ['id', '名称'],
      ['1', 'a "b", c'],
      ['2', 'two\nlines'],
      ['3', '漢字漢字'],
    ]);
  });

  it('names the line a record ends in', async () => {
    const { lines } = await read('a\n1\n2\n3\n');
    expect(lines).toEqual([1, 2, 3, 4]);
  });

  const broken: [string, Uint8Array | string, 'not_utf8' | 'not_csv', number][] = [
    ['a byte that is no UTF-8', Buffer.from([97, 10, 98, 10, 99, 0xff, 10]), 'not_utf8', 3],
    ['GB18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 10]), 'not_utf8', 1],
    ['UTF-16', Buffer.from('\ufeffid,x\n', 'utf16le'), 'not_utf8', 1],
    ['an overlong form', Buffer.from([97, 10, 0xc0, 0xaf, 10]), 'not_utf8', 2],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80, 10]), 'not_utf8', 1],
    ['a character cut off at the end', Buffer.from([97, 10, 0xe6, 0xbc]), 'not_utf8', 2],
    ['NUL', 'a\nb\nc\0d\n', 'not_csv', 3],
    ['a lone quote', 'a,b\n1,2"3\n', 'not_csv', 2],
    ['text after a quote', 'a,b\n1,"2"3\n', 'not_csv', 2],
    ['an endless line', `a\n${'x'.repeat(2_000)}`, 'not_csv', 2],
    ['an endless quoted cell', `a\n"${'x\n'.repeat(2_000)}`, 'not_csv', 2],
  ];
  it.each(broken)('stops at %s', async (_, bytes, kind, line) => {
    const { fault } = await read(bytes);
    expect(fault?.class).toBe(kind);
    if (!_.startsWith('an endless quoted')) expect(fault?.line).toBe(line);
  });

  it('says so when a quote is never closed', async () => {
    expect((await read('a,b\n1,"2\n')).fault?.class).toBe('not_csv');
  });

  it('stops when told to and reads no further', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield Buffer.from('1,2\n'.repeat(100));
      }
    }
    let seen = 0;
    await eachRecord(endless(), 1_000, () => {
      seen += 1;
      return seen < 250;
    });
    expect(seen).toBe(250);
    expect(given).toBeLessThan(10);
  });
});
