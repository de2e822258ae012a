import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readWorkbook } from './read-workbook.js';
import { workbookOf } from './workbook.js';

const limits = { sheets: 5, rows: 100, columns: 50 };
const membersOf = (bytes: Uint8Array) =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, member]) => [name, strFromU8(member)]));
const read = (members: Map<string, string>) => readWorkbook((name) => members.get(name), limits);
const made = (sheet: string, more: Record<string, string> = {}) =>
  new Map([
    ...membersOf(workbookOf([{ name: 'a', rows: [] }])),
    [
      'xl/worksheets/sheet1.xml',
      `<x:worksheet xmlns:x="m"><x:sheetData>${sheet}</x:sheetData></x:worksheet>`,
    ],
    ...Object.entries(more),
  ]);

it('reads back what was written: words, figures, several sheets, merged cells', () => {
  const rows = [
    ['清单', null, null],
    ['名称', '=1+1', 'x_x0041_\n<&>'],
    ['a', 12.5, null],
  ];
  const members = membersOf(
    workbookOf([
      { name: '一', rows, merges: ['A1:C1'] },
      { name: '二', rows: [['只有一格']] },
    ]),
  );
  expect(read(members)).toEqual([
    {
      name: '一',
      rows: [
        { row: 1, cells: ['清单', '清单', '清单'] },
        { row: 2, cells: ['名称', '=1+1', 'x_x0041_\n<&>'] },
        { row: 3, cells: ['a', '12.5'] },
      ],
    },
    { name: '二', rows: [{ row: 1, cells: ['只有一格'] }] },
  ]);
});

it('reads what other programs write: shared and rich strings, days by their format, formulas by their value', () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
  const strings = `<sst><si><r><t>富</t></r><r><t xml:space="preserve">文本 </t></r><rPh><t>ふり</t></rPh></si><si><t/></si></sst>`;
  const sheet = `<x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c r="B3" s="1"><x:v>46387</x:v></x:c><x:c r="C3" s="2"><x:v>46387.5</x:v></x:c><x:c r="D3" s="3"><x:v>0.1</x:v></x:c><x:c r="E3"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="F3" t="b"><x:v>1</x:v></x:c><x:c r="G3" t="e"><x:v>#REF!</x:v></x:c><x:c r="H3" s="1"/></x:row>`;
  expect(read(made(sheet, { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings }))[0]?.rows).toEqual([
    { row: 3, cells: ['富文本 ', '2026-12-31', '2026-12-31T12:00:00', '0.1', '2', 'TRUE', ''] },
  ]);
});

it('refuses what is no workbook, and what is built to take the reader with it', () => {
  const code = (members: Map<string, string>) => {
    try {
      read(members);
      return 'read';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  expect(code(new Map())).toBe('no_sheet');
  expect(code(made('<!DOCTYPE x [<!ENTITY a "aaaa">]><c/>'))).toBe('not_xml');
  expect(code(made('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'))).toBe('too_many_columns');
  const rows = Array.from(
    { length: 200 },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`,
  );
  expect(code(made(rows.join('')))).toBe('too_many_rows');
  expect(code(made(`<row r="1"><c r="A1"><v>${'<'.repeat(50_000)}`))).toBe('not_xml');
  const merged = made(
    `<row r="1"><c r="A1"><v>1</v></c></row></x:sheetData><mergeCells><mergeCell ref="A1:AX99999999"/></mergeCells><x:sheetData>`,
  );
  expect(read(merged)[0]?.rows.length).toBeLessThanOrEqual(100);
});
