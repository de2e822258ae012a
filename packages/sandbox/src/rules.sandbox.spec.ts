import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProfileOptions, ProfileReport } from './harness/profile.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

/** 201 rows: a day each, two stations, even numbers with one missing, a code; the last row repeats the first. */
const rows = Array.from({ length: 200 }, (_, index) => {
  const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
  return [day, index % 4 === 0 ? '东站' : '西站', index === 7 ? '' : String(index * 2), `00${index % 3}`];
});
const table = `${[['day', 'station', 'level', 'code'], ...rows, rows[0]!].map((cells) => cells.join(',')).join('\n')}\n`;

async function violations(options: Partial<ProfileOptions>, beside: Record<string, string> = {}) {
  const input = { upload: table, ...beside };
  const result = await bench.run({ runtime: 'profile', input, options: { ...options }, limits: toolLimits });
  const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
  await bench.sandbox.discard(result);
  if (!report.ok) throw new Error(JSON.stringify(report.problems));
  return report.violations;
}

it('a table is held against what its owner declares of values, and every row that breaks it is counted', async () => {
  const rules = [
    { column: 'station', oneOf: ['东站'] },
    { column: 'level', required: true, least: 0, most: 300 },
    { column: 'code', pattern: '00[01]' },
    { column: 'day', unique: true },
  ];
  const found = (await violations({ rules })) ?? [];
  expect(found.map(({ column, rule, cells, rows: at }) => [column, rule, cells, ...at.slice(0, 2)])).toEqual([
    ['station', 'list', 150, 2, 3],
    ['level', 'required', 1, 8],
    ['level', 'range', 49, 152, 153],
    ['code', 'pattern', 66, 3, 6],
    ['day', 'unique', 1, 1, 201],
  ]);
  expect(await violations({})).toBeUndefined();
});

it('values are held against a column of other data, and where those are not to be had it is said', async () => {
  const others = 'v\n东站\n东站\n"a ""b"" c"\n';
  const rules = [
    { column: 'station', among: '/in/among-0' },
    { column: 'code', among: null },
  ];
  expect(await violations({ file: 'upload', rules }, { 'among-0': others })).toEqual([
    { column: 'code', rule: 'reference', cells: null, rows: [] },
    { column: 'station', rule: 'reference', cells: 150, rows: [2, 3, 4, 6, 7, 8, 10, 11, 12, 14] },
  ]);
  // No value at all: everything misses it; and an empty cell refers to nothing.
  const empty = { file: 'upload', rules: [{ column: 'level', among: '/in/among-0' }] };
  expect((await violations(empty, { 'among-0': 'v\n' }))?.[0]?.cells).toBe(200);
});
