import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, it } from 'vitest';
import { checkRules, type RulesOfColumn } from './column-rules.js';

const folder = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function broken(rows: readonly (readonly string[])[], ...rules: RulesOfColumn[]) {
  const file = join(folder, `${Math.random()}.csv`);
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const names = rows[0] ?? [];
  writeFileSync(
    file,
    `${rows.map((row) => row.map((one) => (one ? cell(one) : '')).join(',')).join('\n')}\n`,
  );
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = names.map((one) => `'${one.replaceAll("'", "''")}': 'VARCHAR'`).join(', ');
  const table = `read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, nullstr = '', columns = {${columns}})`;
  await connection.run('SET preserve_insertion_order = false');
  const found = await checkRules(connection, table, names, rules);
  connection.closeSync();
  return found.map(({ column, rule, cells, rows: first }) => [column, rule, cells, first.join(' ')]);
}

const table = [
  ['code', 'level', 'kind'],
  ['510104', '1.5', '雨水'],
  ['51010', '-2', '污水'],
  ['', '12', '合流'],
  ['510104', '', '雨水'],
  ['x', 'n/a', "雨'水"],
];

it('counts what breaks each rule and names the rows, and says nothing of what keeps them', async () => {
  expect(
    await broken(
      table,
      { column: 'code', required: true, unique: true, pattern: '[0-9]{6}' },
      { column: 'level', least: 0, most: 10 },
      { column: 'kind', oneOf: ['雨水', '污水', '合流'] },
    ),
  ).toEqual([
    ['code', 'required', 1, '3'],
    ['code', 'pattern', 2, '2 5'],
    // What is no number is out of any range; what is missing is out of none.
    ['level', 'range', 3, '2 3 5'],
    ['kind', 'list', 1, '5'],
    ['code', 'unique', 1, '1 4'],
  ]);
  expect(
    await broken(table, { column: 'level', most: 12 }, { column: 'kind', required: true, pattern: '.+' }),
  ).toEqual([['level', 'range', 1, '5']]);
});

it('passes over columns that are not there and names with marks of their own', async () => {
  const odd = [
    ['a\'b"c', 'x'],
    ['1', '2'],
    ['1', '3'],
  ];
  expect(
    await broken(
      odd,
      { column: 'a\'b"c', unique: true, oneOf: ["'; DROP TABLE t; --"] },
      { column: 'gone', required: true },
    ),
  ).toEqual([
    ['a\'b"c', 'list', 2, '1 2'],
    ['a\'b"c', 'unique', 1, '1 2'],
  ]);
});

it('says of a rule that cannot be read that it cannot, and checks the others', async () => {
  for (const pattern of ['(?=x)', '(', '(a{1000}){1000}', '\\1'])
    expect(await broken(table, { column: 'code', pattern, required: true }), pattern).toEqual([
      ['code', 'pattern', null, ''],
      ['code', 'required', 1, '3'],
    ]);
});

it('takes no longer for an expression that others never end with', async () => {
  const long = [['v'], ...Array.from({ length: 2_000 }, () => [`${'a'.repeat(2_000)}!`])];
  const begun = performance.now();
  expect(await broken(long, { column: 'v', pattern: '(a+)+$' })).toEqual([
    ['v', 'pattern', 2_000, '1 2 3 4 5 6 7 8 9 10'],
  ]);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
