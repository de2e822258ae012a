import { expect, it } from 'vitest';
import { nowhere, type Sink } from './pass.js';
import { Unreadable } from './problem.js';
import { type ReadAs, readTable } from './read-table.js';
import type { GridSheet } from './read-workbook.js';
import { sourceOfSheets } from './sheet-source.js';

const rules = { declared: [], reading: {}, limits: { maxRows: 1_000, maxColumns: 50 } };
const sheet = (name: string, lines: string[][], from = 1): GridSheet => ({
  name,
  rows: lines.map((cells, at) => ({ row: from + at, cells })),
});

function read(sheets: GridSheet[], asked?: string): { readAs: ReadAs; rows: string[][] } {
  const rows: string[][] = [];
  const sink: Sink = {
    begin: (names) => void rows.splice(0, rows.length, [...names]),
    add: (cells) => rows.push(cells),
  };
  return { readAs: readTable(sourceOfSheets(sheets, asked), rules, sink), rows };
}
const refused = (sheets: GridSheet[], asked?: string) => {
  try {
    readTable(sourceOfSheets(sheets, asked), rules, nowhere);
  } catch (error) {
    if (error instanceof Unreadable) return error.problems.map(({ code, place }) => `${code} @ ${place}`);
    throw error;
  }
  return [];
};
const codes = ({ notes }: ReadAs) => notes.map(({ code, place }) => `${code} @ ${place}`);

it('reads the table of an office: a title merged over it, days, a line of totals', () => {
  const { readAs, rows } = read([
    sheet('台账', [
      ['巡检台账', '巡检台账', '巡检台账'],
      ['编号', '巡检日期', '电流\n(A)'],
      ['XJ-1', '2025-01-01', '41.5'],
      ['XJ-2', '2025-01-02'],
      ['合计', '', '41.5'],
    ]),
  ]);
  expect(rows).toEqual([
    ['编号', '巡检日期', '电流 (A)'],
    ['XJ-1', '2025-01-01', '41.5'],
    ['XJ-2', '2025-01-02', ''],
  ]);
  expect(readAs).toMatchObject({ format: 'xlsx', sheet: '台账', sheets: ['台账'], rows: 2 });
  expect(codes(readAs)).toEqual(['title_row @ row 1', 'total_row @ row 5']);
});

it('joins a header of two rows, where one row alone would name two columns the same', () => {
  const lines = [
    ['编号', '运行参数', '运行参数', '结果'],
    ['编号', '电流', '振动', '结果'],
    ['1', '40', '2.1', '否'],
  ];
  const { readAs, rows } = read([sheet('一', lines)]);
  expect(rows).toEqual([
    ['编号', '运行参数 电流', '运行参数 振动', '结果'],
    ['1', '40', '2.1', '否'],
  ]);
  expect(codes(readAs)).toEqual(['header_joined @ row 1']);
  // Figures under names that are there twice are data: the names are wrong, and are told.
  expect(refused([sheet('一', [lines[0] as string[], ['1', '40', '2.1', '0']])])).toEqual([
    'duplicate_header @ row 1, column 3',
  ]);
});

it('takes the sheet with most rows, or the one that is asked for', () => {
  const sheets = [
    sheet('说明', [['填报说明'], ['每日一行']]),
    sheet('数据', [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]),
    sheet('码表', [
      ['码', '义'],
      ['1', '是'],
    ]),
  ];
  expect(read(sheets).readAs).toMatchObject({ sheet: '数据', sheets: ['说明', '数据', '码表'] });
  expect(codes(read(sheets).readAs)).toEqual(['sheet_chosen @ file']);
  expect(read(sheets, '码表').rows[1]).toEqual(['1', '是']);
  expect(refused(sheets, '没有')).toEqual(['no_sheet @ file']);
});

it('names rows as the sheet does and refuses what has no header', () => {
  expect(refused([sheet('空', [])])).toEqual(['empty @ file']);
  expect(
    refused([
      sheet(
        '缺名',
        [
          ['a', '', 'c'],
          ['1', '2', '3'],
        ],
        5,
      ),
    ]),
  ).toEqual(['bad_header @ row 5, column 2']);
});
