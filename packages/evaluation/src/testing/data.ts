import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import { ColumnEntry, type SplitRule } from '@scenario-lab/contracts/datasets';
import { randomFrom } from '@scenario-lab/metrics/random';
import { csvText } from '../csv.js';
import type { SealRequest } from '../types.js';

export const limits: Plan['limits'] = {
  cpuSeconds: 30,
  wallSeconds: 60,
  memoryBytes: 512 * 2 ** 20,
  processes: 64,
  tmpBytes: 64 * 2 ** 20,
  outBytes: 16 * 2 ** 20,
  logBytes: 2 ** 20,
};

export const entry = (name: string, more: Partial<ColumnEntry> = {}): ColumnEntry =>
  ColumnEntry.parse({ name, type: 'number', ...more });

export interface Made {
  columns: ColumnEntry[];
  /** Header first. */
  records: string[][];
}

/** Machines that fail now and then: 40 of them, `load` and `heat` tell something about `state`. */
export function machines(rows = 1_200, seed = 5n): Made {
  const random = randomFrom(seed);
  const records = [['key', 'seen_at', 'machine', 'district', 'load', 'heat', 'state']];
  for (let row = 0; row < rows; row += 1) {
    const load = random.unit() * 10;
    const heat = 20 + load * 3 + random.unit() * 20;
    const faulty = heat + random.unit() * 20 > 60;
    const day = new Date(Date.UTC(2025, 0, 1) + row * 3_600_000).toISOString();
    const district = ['north', 'south', 'west'][random.below(3)]!;
    records.push([
      `K${row}`,
      day,
      `M${random.below(40)}`,
      district,
      load.toFixed(4),
      heat.toFixed(4),
      faulty ? 'faulty' : 'sound',
    ]);
  }
  return {
    records,
    columns: [
      entry('key', { type: 'string', role: 'id' }),
      entry('seen_at', { type: 'timestamp', role: 'time' }),
      entry('machine', { type: 'string', role: 'group' }),
      entry('district', { type: 'string', role: 'slice' }),
      entry('load'),
      entry('heat', { unit: '°C' }),
      entry('state', { type: 'string', role: 'target', knownAt: 'never' }),
    ],
  };
}

/** Two daily series with a week's rhythm; `forecast` is known ahead, `wind` only up to the origin. */
export function rivers(days = 400, seed = 7n): Made {
  const random = randomFrom(seed);
  const records = [['day', 'river', 'forecast', 'wind', 'level']];
  for (let day = 0; day < days; day += 1)
    for (const [place, river] of ['east', 'west'].entries()) {
      const rain = random.unit() * 5;
      const level = 100 * place + 50 + 10 * Math.sin((2 * Math.PI * day) / 7) + rain + random.unit();
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      records.push([date, river, rain.toFixed(3), (random.unit() * 9).toFixed(3), level.toFixed(5)]);
    }
  return {
    records,
    columns: [
      entry('day', { type: 'timestamp', role: 'time' }),
      entry('river', { type: 'string', role: 'group' }),
      entry('forecast'),
      entry('wind', { knownAt: 'origin' }),
      entry('level', { role: 'target', knownAt: 'origin', unit: 'cm' }),
    ],
  };
}

export const machinePlan = (more: Partial<Plan> = {}): Plan =>
  Plan.parse({
    task: 'binary',
    datasetVersionId: '0198c0de-0000-7000-8000-000000000001',
    target: 'state',
    positive: 'faulty',
    features: ['load', 'heat'],
    slices: ['district'],
    metrics: ['recall', 'precision', 'roc_auc'],
    criteria: [{ id: 'recall', metric: 'recall', direction: 'at_least', threshold: 0.6, must: true }],
    resamplingUnit: { kind: 'group', column: 'machine' },
    limits,
    baseline: 'majority',
    ...more,
  });

export const riverPlan = (more: Partial<Plan> = {}): Plan =>
  Plan.parse({
    task: 'forecasting',
    datasetVersionId: '0198c0de-0000-7000-8000-000000000002',
    target: 'level',
    features: ['forecast', 'wind'],
    slices: ['river'],
    metrics: ['mae', 'mase', 'skill_persistence', 'skill_seasonal', 'bias'],
    criteria: [{ id: 'mae', metric: 'mae', direction: 'at_most', threshold: 4, must: true }],
    resamplingUnit: { kind: 'block', duration: 'P7D' },
    forecast: { time: 'day', frequency: 'P1D', horizon: 5, every: 5, seasonality: 7 },
    limits,
    baseline: 'seasonal_naive',
    ...more,
  });

export const byHash: SplitRule = { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 };
export const byDay: SplitRule = { by: 'time', column: 'day', sample: 0.15, validation: 0.2, hidden: 0.45 };

/** Writes the table and answers a request that seals it. */
export async function requestFor(
  work: string,
  made: Made,
  more: Pick<SealRequest, 'plan'> & Partial<SealRequest>,
): Promise<SealRequest> {
  const place = await mkdtemp(join(work, 'seal-'));
  const [tableFile, outDir] = [join(place, 'table.csv'), join(place, 'out')];
  await mkdir(outDir);
  await writeFile(tableFile, csvText(made.records));
  return {
    columns: made.columns,
    split: byHash,
    tableFile,
    outDir,
    secretSeed: 'known to the lab alone',
    datasetSalt: 'of the data set',
    rowSecret: 'of the vault for all data sets',
    ...more,
  };
}

/** The same table with one column's cells made anew. */
export function changed(made: Made, name: string, cell: (old: string, row: number) => string): Made {
  const at = made.records[0]!.indexOf(name);
  const records = made.records.map((record, row) =>
    row === 0 ? record : record.map((old, column) => (column === at ? cell(old, row - 1) : old)),
  );
  return { ...made, records };
}
