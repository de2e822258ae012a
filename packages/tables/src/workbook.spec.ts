import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { columnName, workbookOf } from './workbook.js';

const bytesOf = (rows: Parameters<typeof workbookOf>[0][number]['rows']) =>
  workbookOf([{ name: '清单', rows, head: 1, merges: ['A1:B1'] }]);
const text = (bytes: Uint8Array) =>
  Object.values(unzipSync(bytes))
    .map((member) => strFromU8(member))
    .join('\n');

it('names columns as spreadsheets do', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

it('is an archive another program opens, with what was put in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
  try {
    writeFileSync(
      join(folder, 'a.xlsx'),
      bytesOf([
        ['名称', '金额'],
        ['隧道', 12.5],
      ]),
    );
    // Python's own reader checks every member's CRC.
    const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
import xml.dom.minidom
for n in z.namelist(): xml.dom.minidom.parseString(z.read(n))
sys.stdout.buffer.write(z.read('xl/worksheets/sheet1.xml'))`;
    const sheet = execFileSync('python3', ['-c', script, join(folder, 'a.xlsx')], { encoding: 'utf8' });
    expect(sheet).toContain('<v>12.5</v>');
    expect(sheet).toContain('隧道');
    expect(sheet).toContain('<mergeCell ref="A1:B1"/>');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('holds no formula, whatever a cell says, and changes none of it', () => {
  const hostile = ['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '\tx', 'a & <b> "c"', '_x0041_', 'x\u0000y'];
  const sheet = text(bytesOf([['head'], ...hostile.map((one) => [one])]));
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(sheet.match(/t="inlineStr" s="2"/g)).toHaveLength(5);
  expect(sheet).toContain('a &amp; &lt;b&gt; &quot;c&quot;');
  // What looks like the format's escape is kept from being read as one; what XML cannot hold is marked.
  expect(sheet).toContain('_x005F_x0041_');
  expect(sheet).toContain('x\ufffdy');
});

it('gives the same bytes for the same sheets', () => {
  expect(bytesOf([['a'], [1]])).toEqual(bytesOf([['a'], [1]]));
});

it('names sheets as the format allows, none twice', () => {
  const name = 'x'.repeat(40);
  const book = text(
    workbookOf([
      { name, rows: [] },
      { name, rows: [] },
      { name: '[a]:*?/\\', rows: [] },
    ]),
  );
  const names = [...book.matchAll(/<sheet name="([^"]*)"/g)].map((one) => one[1]);
  expect(new Set(names).size).toBe(3);
  for (const one of names) expect(one).toMatch(/^[^[\]:*?/\\]{1,31}$/);
});
