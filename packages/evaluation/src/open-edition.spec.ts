import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type OpenEditionRequest, writeOpenEdition } from './open-edition.js';
import { sealBenchmark } from './seal.js';
import { readTable } from './table.js';
import { byDay, entry, machinePlan, machines, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';

const work = await temporary();

async function examined(made: ReturnType<typeof machines>, more: Parameters<typeof requestFor>[2]) {
  const request = await requestFor(work, made, more);
  const result = await sealBenchmark(request);
  if (!result.sealed) throw new Error(JSON.stringify(result.problems));
  const truth = await readTruth(result.truths.find(({ split }) => split === 'hidden')!.file);
  const asked: OpenEditionRequest = {
    tableFile: request.tableFile,
    columns: request.columns,
    sealed: [{ columns: request.columns, split: request.split }],
    closed: new Set(result.closedKeys),
    datasetSalt: request.datasetSalt,
    without: [],
    outDir: request.outDir,
  };
  return { request, hidden: [...truth.rows], asked };
}
const lines = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('what may be downloaded', () => {
  it('holds no hidden row, in neither format, and every other row once', async () => {
    const made = machines();
    const { hidden, asked } = await examined(made, { plan: machinePlan() });
    const edition = (await writeOpenEdition(asked))!;
    const secret = new Set(hidden.map((row) => made.records[row]![0]));
    expect(secret.size).toBeGreaterThan(300);
    const keys = (await lines(edition.jsonl)).map(({ key }) => key as string);
    expect(keys.filter((key) => secret.has(key))).toEqual([]);
    expect(keys.length + secret.size).toBe(1_200);
    expect(edition).toMatchObject({ rows: keys.length, whole: false });
    const csv = await readFile(edition.csv, 'utf8');
    expect([...secret].filter((key) => csv.includes(`${key},`) && csv.includes(`\n${key},`))).toEqual([]);
    expect(csv.trimEnd().split('\n')).toHaveLength(keys.length + 1);
  });

  it('of a forecast: nothing from the hidden part, nor anything between its origins', async () => {
    const made = rivers();
    const { hidden, asked } = await examined(made, { plan: riverPlan(), split: byDay });
    const first = hidden.map((row) => made.records[row]![0]!).sort()[0]!;
    const days = (await lines((await writeOpenEdition(asked))!.jsonl)).map(({ day }) => day as string);
    expect(days.length).toBeGreaterThan(100);
    expect(days.filter((day) => day >= first)).toEqual([]);
  });

  it('knows hidden rows again in a version with other roles and more columns, and gives nothing where a column is gone', async () => {
    const made = machines();
    const { hidden, asked } = await examined(made, { plan: machinePlan() });
    const secret = new Set(hidden.map((row) => made.records[row]![0]));
    const columns = asked.columns.map((one) =>
      one.name === 'load' ? { ...one, role: 'ignored' as const } : one,
    );
    const again = (await writeOpenEdition({ ...asked, columns }))!;
    expect((await lines(again.jsonl)).filter(({ key }) => secret.has(key as string))).toEqual([]);
    const gone = [...asked.columns, entry('humidity')];
    expect(await writeOpenEdition({ ...asked, sealed: [{ ...asked.sealed[0]!, columns: gone }] })).toBeNull();
  });

  it('leaves out columns of personal data, runs nothing in a spreadsheet and keeps cells as they are in JSONL', async () => {
    const made = {
      columns: [
        entry('k', { type: 'string', role: 'id' }),
        entry('note', { type: 'string' }),
        entry('x'),
        entry('phone', { type: 'string' }),
      ],
      records: [
        ['k', 'note', 'x', 'phone'],
        ['a', '=HYPERLINK("http://evil")', '-3', '13800138000'],
        ['b', '', '', '13800138001'],
      ],
    };
    const request = await requestFor(work, made, { plan: machinePlan() });
    const edition = (await writeOpenEdition({
      tableFile: request.tableFile,
      columns: made.columns,
      sealed: [],
      closed: new Set(),
      datasetSalt: 'salt',
      without: ['phone'],
      outDir: request.outDir,
    }))!;
    expect(edition).toMatchObject({ rows: 2, whole: true });
    expect(await lines(edition.jsonl)).toEqual([
      { k: 'a', note: '=HYPERLINK("http://evil")', x: -3 },
      { k: 'b', note: null, x: null },
    ]);
    expect(await readFile(edition.csv, 'utf8')).toBe(
      `\uFEFFk,note,x\na,"'=HYPERLINK(""http://evil"")",-3\nb,,\n`,
    );
    const back = await readTable(edition.csv);
    expect(back.ok && back.table.rows).toBe(2);
  });
});
