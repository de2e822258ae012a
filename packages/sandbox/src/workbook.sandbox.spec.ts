import { workbookOf } from '@scenario-lab/tables/workbook';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProfileOptions, ProfileReport } from './harness/profile.js';
import { zip } from './testing/files.js';
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

async function profile(content: Buffer, options: Partial<ProfileOptions> = {}) {
  const result = await bench.run({
    runtime: 'profile',
    input: { upload: content },
    options: { ...options },
    limits: toolLimits,
  });
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
  const table = report.ok ? outputText(result, 'table.csv') : '';
  await bench.sandbox.discard(result);
  return { report, table };
}

async function problems(content: Buffer, options: Partial<ProfileOptions> = {}): Promise<string[]> {
  const { report } = await profile(content, options);
  return report.ok ? [] : report.problems.map(({ code, place }) => `${code} @ ${place}`);
}

/** What an office writes down every day, under a title merged over the table, above a line of totals. */
const lines = Array.from({ length: 60 }, (_, n) => [
  `P${n}`,
  `2025-01-${String(1 + (n % 28)).padStart(2, '0')}`,
  n / 4,
]);
const book = Buffer.from(
  workbookOf([
    { name: '说明', rows: [['填报说明']] },
    {
      name: '台账',
      rows: [['水位台账', null, null], ['编号', '日期', '水位'], ...lines, ['合计', null, 1]],
      merges: ['A1:C1'],
    },
  ]),
);

it('reads the fullest sheet of a workbook as a table', async () => {
  const { report, table } = await profile(book);
  expect(table).toBe(`编号,日期,水位\n${lines.map((cells) => cells.join(',')).join('\n')}\n`);
  expect(report).toMatchObject({
    ok: true,
    rows: 60,
    readAs: { format: 'xlsx', sheet: '台账', sheets: ['说明', '台账'] },
  });
  if (!report.ok) throw new Error('it was refused');
  expect(report.readAs.notes.map(({ code, place }) => `${code} @ ${place}`)).toEqual([
    'sheet_chosen @ file',
    'title_row @ row 1',
    'total_row @ row 63',
  ]);
});

it('names what is wrong with one', async () => {
  expect(await problems(book, { reading: { sheet: '没有' } })).toEqual(['no_sheet @ file']);
  expect(await problems(book, { maxRows: 20 })).toEqual(['too_many_rows @ 台账']);
  expect(await problems(book.subarray(0, book.length - 40))).toEqual(['not_zip @ archive']);
  const bomb = zip([{ name: 'xl/workbook.xml', data: Buffer.alloc(64 * 1024 * 1024) }]);
  expect(await problems(bomb)).toEqual(['bomb @ archive']);
  const entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]><workbook><sheets/></workbook>';
  expect(await problems(zip([{ name: 'xl/workbook.xml', data: entity }]))).toEqual(['not_xml @ workbook']);
});
