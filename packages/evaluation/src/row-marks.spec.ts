import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { expect, it } from 'vitest';
import { rowMarks } from './row-marks.js';
import type { Table } from './table.js';

const entry = (name: string, role: ColumnEntry['role'], type: ColumnEntry['type'] = 'number') =>
  ({ name, role, type }) as ColumnEntry;
const columns = [
  entry('at', 'time', 'timestamp'),
  entry('station', 'group', 'string'),
  entry('rain', 'feature'),
  entry('level', 'target'),
];
const tableOf = (names: string[], lines: string[][]): Table => ({
  names,
  rows: lines.length,
  cells: new Map(names.map((name, place) => [name, lines.map((line) => line[place]!)])),
});
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, hour) => [
    new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    `S${hour % 3}`,
    String(hour / 4),
    String(hour * 2),
  ]);
const names = columns.map(({ name }) => name);
const keys = { secret: 'of the vault', salt: 'of the data set' };
const marksOf = (table: Table, dictionary = columns, with_ = keys) =>
  rowMarks(
    { table, columns: dictionary, files: new Map() },
    Array.from({ length: table.rows }, (_, row) => row),
    with_,
  );
const shared = (a: readonly string[], b: readonly string[]) => a.filter((one) => b.includes(one)).length;
const first = marksOf(tableOf(names, rowsOf(100)));

it('knows rows again among six more, in another order, with columns in another order', () => {
  const more = rowsOf(106)
    .map((line) => [line[3]!, line[1]!, line[0]!, line[2]!])
    .reverse();
  const later = marksOf(tableOf(['level', 'station', 'at', 'rain'], more));
  expect(shared(first.content, later.content)).toBe(100);
  expect(shared(first.place, later.place)).toBe(100);
});

it('knows them again however their cells are written', () => {
  const lines = rowsOf(100).map(([at, station, rain, level]) => [
    at!.replace('.000Z', 'Z'),
    ` ${station} `,
    Number(rain).toFixed(4),
    Number(level).toFixed(1),
  ]);
  expect(shared(first.content, marksOf(tableOf(names, lines)).content)).toBe(100);
});

it('knows an entity’s moment again where its figures were changed or a column was added', () => {
  const lines = rowsOf(100).map((line) => [...line, '7']);
  for (const line of lines) line[2] = '9.25';
  const later = marksOf(tableOf([...names, 'wind'], lines), [...columns, entry('wind', 'feature')]);
  expect(shared(first.content, later.content)).toBe(0);
  expect(shared(first.place, later.place)).toBe(100);
});

it('knows contents again in another data set, and moments in none but their own', () => {
  const apart = marksOf(tableOf(names, rowsOf(100)), columns, { ...keys, salt: 'of another' });
  expect(shared(first.content, apart.content)).toBe(100);
  expect(shared(first.place, apart.place)).toBe(0);
});

it('tells nothing without the key, and has no place where neither an id nor a time is named', () => {
  const guessed = marksOf(tableOf(names, rowsOf(100)), columns, { secret: 'guessed', salt: 'guessed' });
  expect(shared(first.content, guessed.content)).toBe(0);
  expect(shared(first.place, guessed.place)).toBe(0);
  const bare = columns.filter(({ name }) => name !== 'at');
  expect(marksOf(tableOf(names, rowsOf(100)), bare).place).toEqual([]);
  expect(BigInt.asIntN(64, BigInt(first.content[0]!)).toString()).toBe(first.content[0]);
});
