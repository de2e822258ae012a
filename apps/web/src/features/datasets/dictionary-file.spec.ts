import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { expect, it } from 'vitest';
import { cellsOf } from './dictionary-cells.js';
import { dictionaryRows, fillColumns, readDictionary } from './dictionary-file.js';

const columns: ColumnEntry[] = [
  {
    name: '=cmd',
    title: { zh: '水位', en: 'Level' },
    meaning: { zh: '说，“一”\n二', en: 'a, "b"' },
    unit: 'm',
    type: 'number',
    role: 'target',
    knownAt: 'origin',
    sensitivity: 'internal',
    rules: { required: true, least: -1.5, most: 1_000_000 },
    openReason: 'agreed to by everybody',
  },
  {
    name: '001',
    type: 'string',
    role: 'id',
    knownAt: 'always',
    sensitivity: 'none',
    rules: { unique: true, pattern: '[0-9]{3}', oneOf: ['a|b', 'c\\', '东站'] },
    values: [
      { value: 'a|b=c', says: { zh: '甲', en: 'A = B' } },
      { value: '东站', says: { en: 'East' } },
    ],
  },
];
const through = async (text: string | Buffer) => {
  const found = await cellsOf(new Blob([text as BlobPart]));
  if (found.kind !== 'read') throw new Error(JSON.stringify(found));
  return readDictionary(found.rows);
};

it('comes back from its own file as it was, whatever its words look like to a spreadsheet', async () => {
  const { entries, faults } = await through(csvForSpreadsheets(dictionaryRows(columns)));
  expect(faults).toEqual([]);
  expect(entries).toEqual(columns);
});

it('takes headings and values of either language or of a machine, and what else stands there it leaves', async () => {
  const { entries, faults } = await through(
    'Column,note,类型,ROLE,敏感性,required\nrain,x,数值,特征（依据）,Not sensitive,yes\nlevel,,number,target,,否\n,ignored,,,,\n',
  );
  expect(faults).toEqual([]);
  expect(entries).toEqual([
    { name: 'rain', type: 'number', role: 'feature', sensitivity: 'none', rules: { required: true } },
    { name: 'level', type: 'number', role: 'target' },
  ]);
});

it('names row and heading of what cannot be followed', async () => {
  const { faults } = await through(
    '列名,类型,最小值,最大值,格式,必填\nrain,湿,1,,,\nrain,,一,,(?=x),maybe\nlevel,,9,1,,\n',
  );
  expect(faults.map(({ row, heading, code }) => [row, heading, code])).toEqual([
    [1, '类型', 'not_a_word'],
    [2, '列名', 'named_twice'],
    [2, '必填', 'not_a_word'],
    [2, '最小值', 'not_a_number'],
    [2, '格式', 'not_allowed'],
    [3, '最大值', 'not_allowed'],
  ]);
  expect((await through('a,b\n1,2\n')).faults).toMatchObject([{ code: 'no_names' }]);
  const broken = await cellsOf(new Blob(['"a,b\n1']));
  expect(broken.kind).toBe('refused');
});

it('fills what is there and says what is not', () => {
  const filled = fillColumns(
    [
      { name: 'rain', unit: 'mm', role: 'feature' },
      { name: 'level', role: 'feature' },
    ],
    [
      { name: 'level', role: 'target' },
      { name: 'wind', role: 'feature' },
    ],
  );
  expect(filled).toEqual({
    columns: [
      { name: 'rain', unit: 'mm', role: 'feature' },
      { name: 'level', role: 'target' },
    ],
    filled: 1,
    unknown: ['wind'],
  });
});
