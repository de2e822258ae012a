import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type OutputScan, scanOutputs } from './scan-outputs.js';

const folder = mkdtempSync(join(tmpdir(), 'scan-outputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const people = Array.from({ length: 400 }, (_, at) => ({
  meter: `M-${10_000 + at * 7}`,
  street: at % 3 === 0 ? '人民路' : '天府大道',
  use: Number((100 + at * 1.37).toFixed(2)),
  day: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`,
}));
const rows = join(folder, 'rows.jsonl');
writeFileSync(rows, people.map((row) => `${JSON.stringify(row)}\n`).join(''));

let count = 0;
function look(content: string | Buffer): OutputScan {
  const file = join(folder, `output-${++count}`);
  writeFileSync(file, content);
  return scanOutputs(rows, [file])[0]!;
}
const asCsv = (some = people) => some.map((row) => Object.values(row).join(',')).join('\n');

describe('rows copied out', () => {
  it('are counted as CSV, as JSON, reordered and with numbers written otherwise', () => {
    expect(look(asCsv())).toMatchObject({ form: 'text', rowsCopied: 400, rowsLookedFor: 400 });
    expect(look(JSON.stringify(people))).toMatchObject({ rowsCopied: 400 });
    const otherwise = people.slice(0, 50).map(({ use, meter }) => `${use.toExponential()}\t"${meter}"`);
    expect(look(otherwise.join('\r\n')).rowsCopied).toBe(50);
  });

  it('are found under Base64, hexadecimal, gzip, and one inside the other', () => {
    const text = asCsv();
    const packed = gzipSync(text);
    for (const hidden of [
      Buffer.from(text).toString('base64'),
      Buffer.from(text).toString('hex'),
      packed,
      packed.toString('base64'),
      JSON.stringify({ model: Buffer.from(packed.toString('base64')).toString('hex') }),
      packed.toString('base64').replace(/.{76}/g, '$&\n'),
    ])
      expect(look(hidden)).toMatchObject({ form: 'unpacked', rowsCopied: 400 });
  });

  it('are told as values where each stands on a line of its own', () => {
    const scan = look(people.map(({ meter }) => meter).join('\n'));
    expect(scan).toMatchObject({ rowsCopied: 0, valuesCopied: 400 });
  });

  it('cannot be ruled out of what nothing opens, and the room for them is told', () => {
    // Each byte turned over: no coding anybody would look for.
    const turned = Buffer.from(asCsv()).map((byte) => byte ^ 0xa5);
    const scan = look(Buffer.from(turned));
    expect(scan.form).toBe('opaque');
    expect(scan.roomForRows).toBeGreaterThan(300);
  });
});

describe('aggregates', () => {
  it('are no copies; small counts in them are told', () => {
    const scan = look('street,meters,mean\n人民路,134,372.1\n天府大道,266,373.9\n小巷,3,11.5\n');
    expect(scan).toMatchObject({ form: 'text', rowsCopied: 0, smallCounts: 1 });
    expect(scan.roomForRows).toBeLessThan(20);
  });

  it('say which personal data stand in them', () => {
    const scan = look('call 13800138000 or a@b.example; 11010519491231002X, 110105194912310021');
    expect(scan.personal).toEqual({ id_card: 1, mobile: 1, email: 1 });
  });
});

describe('what is hostile', () => {
  it('is looked through within bounds: a bomb, an empty file, a million brackets', () => {
    expect(look(gzipSync(Buffer.alloc(200 * 1024 * 1024))).form).toBe('opaque');
    expect(look('')).toMatchObject({ form: 'empty', lines: 0, roomForRows: 0 });
    expect(look('['.repeat(1_000_000)).rowsCopied).toBe(0);
    expect(look('A'.repeat(3_000_000)).rowsCopied).toBe(0);
  });

  it('is opened however long it is: megabytes of digits hide no rows and end no scan', () => {
    const long = `${asCsv()}\n${'x'.repeat(6 * 1024 * 1024)}`;
    for (const coding of ['hex', 'base64'] as const)
      expect(look(Buffer.from(long).toString(coding))).toMatchObject({ form: 'unpacked', rowsCopied: 400 });
    expect(look('a1'.repeat(6 * 1024 * 1024)).rowsCopied).toBe(0);
  });

  it('keeps apart what two files hold', () => {
    const [first, second] = ['a', 'b'].map((name) => join(folder, name));
    writeFileSync(first!, asCsv(people.slice(0, 10)));
    writeFileSync(second!, 'nothing\n');
    expect(scanOutputs(rows, [first!, second!]).map(({ rowsCopied }) => rowsCopied)).toEqual([10, 0]);
  });
});
