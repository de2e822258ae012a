import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseDir, materialise, readIndex, readTask } from './pack.js';
import { sealBenchmark } from './seal.js';
import { filesBelow } from './tar.js';
import { byDay, changed, machinePlan, machines, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import { openSample } from './try.js';
import type { Sealed, SealRequest, SplitName } from './types.js';

const work = await temporary();

async function sealed(request: SealRequest): Promise<Sealed> {
  const result = await sealBenchmark(request);
  if (!result.sealed) throw new Error(JSON.stringify(result.problems));
  return result;
}
const packOf = (result: Sealed, split: SplitName) => result.packs.find((pack) => pack.split === split)!;
const truthOf = (result: Sealed, split: SplitName) =>
  readTruth(result.truths.find((truth) => truth.split === split)!.file);
async function opened(result: Sealed, split: SplitName): Promise<string> {
  const pack = packOf(result, split);
  return materialise(pack.file, pack.digest, join(work, 'packs'));
}
async function csv(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

describe('sealing rows', async () => {
  const made = machines();
  const request = await requestFor(work, made, { plan: machinePlan() });
  const result = await sealed(request);

  it('covers every row of the splits once and says which row is which only in the truth', async () => {
    const seen = new Set<number>();
    for (const split of ['sample', 'validation', 'hidden'] as const) {
      const truth = await truthOf(result, split);
      const [header, ...inputs] = await csv(join(caseDir(await opened(result, split), '0000'), 'inputs.csv'));
      expect(header).toEqual(['id', 'load', 'heat']);
      expect(inputs.map(([id]) => id)).toEqual(truth.ids);
      for (const [at, row] of truth.rows.entries()) {
        const record = made.records[row]!;
        expect(seen.has(row)).toBe(false);
        seen.add(row);
        expect(inputs[at]!.slice(1)).toEqual([record[4], record[5]]);
        expect(truth.labels![at]).toBe(record[6]);
        expect(truth.slices.district![at]).toBe(record[3]);
      }
    }
    expect(seen.size).toBe(1_200);
  });

  it('makes the same bytes of the same request, and other ids and order with another seed', async () => {
    const again = await sealed(await requestFor(work, made, { plan: machinePlan() }));
    const digests = (one: Sealed) => [...one.packs, ...one.truths].map(({ digest }) => digest);
    expect(digests(again)).toEqual(digests(result));
    expect(readFileSync(again.sampleZip!)).toEqual(readFileSync(result.sampleZip!));
    const other = await sealed(
      await requestFor(work, made, { plan: machinePlan(), secretSeed: 'another secret seed' }),
    );
    const [mine, theirs] = [await truthOf(result, 'hidden'), await truthOf(other, 'hidden')];
    expect(theirs.ids.filter((id) => mine.ids.includes(id))).toEqual([]);
    expect([...theirs.rows]).not.toEqual([...mine.rows]);
    expect([...theirs.rows].sort()).toEqual([...mine.rows].sort());
    expect(other.hiddenDigest).toBe(result.hiddenDigest);
  });

  it('gives rows an order that has nothing to do with the table’s', async () => {
    const { rows } = await truthOf(result, 'hidden');
    const n = rows.length;
    const mean = (n + 1) / 2;
    const rank = [...rows].map((row) => [...rows].filter((other) => other <= row).length);
    const covariance = rank.reduce((sum, own, place) => sum + (own - mean) * (place + 1 - mean), 0);
    const spearman = covariance / ((n * (n * n - 1)) / 12);
    expect(Math.abs(spearman)).toBeLessThan(4 / Math.sqrt(n));
  });

  it('puts neither truth, slices, groups nor keys into packs', async () => {
    const names = ['state', 'district', 'machine', 'key', 'seen_at'];
    const planted = names.reduce(
      (table, name) =>
        changed(table, name, (old) =>
          name === 'state' ? `SENTINEL-${old}` : name === 'seen_at' ? old : `SENTINEL-${name}-${old}`,
        ),
      machines(),
    );
    const secret = await sealed(
      await requestFor(work, planted, { plan: machinePlan({ positive: 'SENTINEL-faulty' }) }),
    );
    for (const split of ['validation', 'hidden'] as const) {
      const dir = await opened(secret, split);
      for (const name of await filesBelow(dir)) {
        const text = await readFile(join(dir, name), 'utf8');
        // The names of the classes are told; which row has which is not.
        const told = name.endsWith('task.json') ? 3 : 0;
        expect([name, text.split('SENTINEL').length - 1]).toEqual([name, told]);
        expect(text).not.toContain('2025-0');
      }
      expect(readFileSync(packOf(secret, split).file, 'latin1').split('SENTINEL')).toHaveLength(4);
    }
    const hidden = await truthOf(secret, 'hidden');
    expect(hidden.labels!.every((label) => label.startsWith('SENTINEL-'))).toBe(true);
  });

  it('publishes the sample with its answers, and nothing of the others', async () => {
    const sample = await openSample(result.sampleZip!, work);
    expect(sample.plan).toEqual(machinePlan());
    expect(sample.truth).toEqual(await truthOf(result, 'sample'));
    const { ids } = await truthOf(result, 'hidden');
    const zip = readFileSync(result.sampleZip!, 'latin1');
    expect(ids.some((id) => zip.includes(id))).toBe(false);
  });

  it('numbers groups as resampling units', async () => {
    const truth = await truthOf(result, 'hidden');
    const machineOf = (at: number) => made.records[truth.rows[at]!]![2]!;
    const names = [...new Set(truth.ids.map((_, at) => machineOf(at)))].sort();
    expect([...truth.units!]).toEqual(truth.ids.map((_, at) => names.indexOf(machineOf(at))));
  });

  it('describes the task to programs', async () => {
    const task = await readTask(await opened(result, 'hidden'));
    expect(task).toEqual(result.task);
    expect(task.target).toEqual({
      name: 'state',
      type: 'string',
      classes: ['sound', 'faulty'],
      positive: 'faulty',
    });
    expect(task.output.columns).toEqual(['id', 'prediction', 'score']);
    expect(task.columns).toEqual([
      { name: 'load', type: 'number', known_at: 'always' },
      { name: 'heat', type: 'number', known_at: 'always' },
    ]);
  });

  it('tells programs of columns whose cells may be empty', async () => {
    const gappy = changed(machines(), 'heat', (old, row) => (row % 40 === 3 ? '' : old));
    const told = await sealed(await requestFor(work, gappy, { plan: machinePlan() }));
    expect(told.task.columns.map(({ name, gaps }) => [name, gaps])).toEqual([
      ['load', undefined],
      ['heat', true],
    ]);
    expect(told.columns.filter(({ gaps }) => gaps).map(({ name }) => name)).toEqual(['heat']);
  });

  it('scores the baseline with what the open rows teach', async () => {
    const hidden = await truthOf(result, 'hidden');
    expect(hidden.labels!.filter((label) => label === 'sound').length).toBeGreaterThan(hidden.ids.length / 2);
    expect(Object.fromEntries(result.baseline.map(({ metric, value }) => [metric, value]))).toEqual({
      recall: 0,
      precision: 0,
      roc_auc: 0.5,
    });
  });

  it('leaves hidden rows out that also stand in an open split, and those given out before', async () => {
    const twins = machines();
    // The same machine at the same time with the same readings, entered again under another district.
    for (let row = 10; row <= 1_200; row += 10)
      for (const at of [1, 2, 4, 5]) twins.records[row]![at] = twins.records[row - 1]![at]!;
    const twinned = await sealed(await requestFor(work, twins, { plan: machinePlan() }));
    const inputsOf = async (split: SplitName) => {
      const [, ...rows] = await csv(join(caseDir(await opened(twinned, split), '0000'), 'inputs.csv'));
      return rows.map((cells) => cells.slice(1).join());
    };
    const open = new Set([...(await inputsOf('sample')), ...(await inputsOf('validation'))]);
    expect((await inputsOf('hidden')).filter((inputs) => open.has(inputs))).toEqual([]);
    expect(twinned.warnings.map(({ code }) => code)).toContain('duplicates_dropped');

    const exposed = new Set(result.sampleKeys);
    const same = await sealed(await requestFor(work, made, { plan: machinePlan(), exposed }));
    expect(same.packs).toEqual(result.packs.map((pack) => ({ ...pack, file: expect.any(String) })));
    const grouped = { by: 'group' as const, column: 'machine', sample: 0.1, validation: 0.2, hidden: 0.7 };
    const moved = await sealed(
      await requestFor(work, made, { plan: machinePlan(), split: grouped, exposed }),
    );
    expect(moved.warnings.map(({ code }) => code)).toContain('exposed_dropped');
  });
});

describe('sealing forecasts', async () => {
  const made = rivers();
  const request = await requestFor(work, made, { plan: riverPlan(), split: byDay });
  const result = await sealed(request);
  const dayAt = (row: number) => made.records[row]![0]!;

  it('makes one execution per origin, with a history that ends before it', async () => {
    const truth = await truthOf(result, 'hidden');
    const dir = await opened(result, 'hidden');
    const { cases } = await readIndex(dir);
    expect(cases).toHaveLength(36);
    expect(packOf(result, 'hidden')).toMatchObject({ executions: 36, rows: 360 });
    for (const name of cases) {
      const own = truth.ids.flatMap((_, at) => (truth.cases[at] === name ? [at] : []));
      const first = own.map((at) => dayAt(truth.rows[at]!)).toSorted()[0]!;
      const [header, ...history] = await csv(join(caseDir(dir, name), 'history.csv'));
      expect(header).toEqual(['day', 'river', 'forecast', 'wind', 'level']);
      expect(history.every(([day]) => day! < first)).toBe(true);
      expect(history.at(-1)).toEqual(made.records[Math.min(...own.map((at) => truth.rows[at]!)) - 1]);
    }
  });

  it('tells of the future only what is always known', async () => {
    const truth = await truthOf(result, 'hidden');
    const dir = await opened(result, 'hidden');
    for (const name of (await readIndex(dir)).cases) {
      const [header, ...inputs] = await csv(join(caseDir(dir, name), 'inputs.csv'));
      expect(header).toEqual(['id', 'day', 'river', 'forecast']);
      for (const [id, ...cells] of inputs)
        expect(cells).toEqual(made.records[truth.rows[truth.ids.indexOf(id!)]!]!.slice(0, 3));
    }
    expect(result.task.columns.map(({ name, known_at }) => [name, known_at])).toEqual([
      ['day', 'always'],
      ['river', 'always'],
      ['forecast', 'always'],
      ['wind', 'origin'],
    ]);
  });

  it('never puts the last answers anywhere but into the truth', async () => {
    const last = made.records.slice(-10).map((record) => record[4]!);
    const truth = await truthOf(result, 'hidden');
    expect(truth.values).not.toBeNull();
    expect(last.filter((level) => truth.values!.includes(Number(level)))).toHaveLength(10);
    for (const { file } of result.packs) {
      const bytes = readFileSync(file, 'latin1');
      expect(last.filter((level) => bytes.includes(level))).toEqual([]);
    }
  });

  it('keeps an embargo between what is open and what is hidden', async () => {
    const days = async (split: SplitName) => [...(await truthOf(result, split)).rows].map(dayAt).toSorted();
    const [validation, hidden] = [await days('validation'), await days('hidden')];
    const gap = (Date.parse(hidden[0]!) - Date.parse(validation.at(-1)!)) / 86_400_000;
    expect(gap).toBeGreaterThan(riverPlan().forecast!.horizon);
  });

  it('puts a week into a block by the time of the row', async () => {
    const truth = await truthOf(result, 'hidden');
    const start = Math.min(...[...truth.rows].map((row) => Date.parse(dayAt(row))));
    const week = (row: number) => Math.floor((Date.parse(dayAt(row)) - start) / (7 * 86_400_000));
    expect([...truth.units!]).toEqual([...truth.rows].map(week));
  });

  it('does not ask again for what was given out with a sample’s history', async () => {
    const later = { ...byDay, sample: 0.1, validation: 0.1, hidden: 0.7 };
    const again = await sealBenchmark(
      await requestFor(work, made, { plan: riverPlan(), split: later, exposed: new Set(result.sampleKeys) }),
    );
    expect(again.sealed && again.warnings.map(({ code }) => code)).toContain('exposed_dropped');
  });
});
