import { Plan } from '@scenario-lab/contracts/benchmarks';
import { randomFrom } from '@scenario-lab/metrics/random';
import { describe, expect, it } from 'vitest';
import { decidable } from './decidable.js';
import { sealBenchmark } from './seal.js';
import { byHash, entry, limits, type Made, machinePlan, machines, requestFor } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import type { SealRequest, Truth } from './types.js';

const work = await temporary();
const byTime = { by: 'time' as const, column: 'time', sample: 0.1, validation: 0.2, hidden: 0.7 };

/** Hourly readings of rain and a level; the level is told by the row and the rain. */
function levels(level: (row: number, rain: number) => number | string, rows = 1_000): Made {
  const random = randomFrom(3n);
  const records = [['time', 'rain', 'level']];
  for (let row = 0; row < rows; row += 1) {
    const rain = Number((random.unit() * 9).toFixed(1));
    const time = new Date(Date.UTC(2025, 0, 1) + row * 3_600_000).toISOString();
    records.push([time, String(rain), String(level(row, rain))]);
  }
  return {
    records,
    columns: [
      entry('time', { type: 'timestamp', role: 'time' }),
      entry('rain'),
      entry('level', { role: 'target', knownAt: 'never' }),
    ],
  };
}
const levelPlan = (metric: string, threshold: number, more: Partial<Plan> = {}) =>
  Plan.parse({
    task: 'regression',
    datasetVersionId: '0198c0de-0000-7000-8000-000000000003',
    target: 'level',
    features: ['rain'],
    metrics: ['mae'],
    criteria: [
      { id: 'c', metric, direction: metric === 'r2' ? 'at_least' : 'at_most', threshold, must: true },
    ],
    resamplingUnit: { kind: 'block', duration: 'P1D' },
    limits,
    baseline: 'mean',
    ...more,
  });
async function outcome(made: Made, plan: Plan, more: Partial<SealRequest> = {}) {
  const result = await sealBenchmark(await requestFor(work, made, { plan, split: byTime, ...more }));
  const told = (list: readonly { code: string; place: string; detail: string }[]) =>
    list.map(({ code, place, detail }) => `${code} @ ${place}: ${detail}`);
  return result.sealed
    ? { sealed: result, problems: [], warnings: told(result.warnings) }
    : { sealed: null, problems: told(result.problems), warnings: [] };
}
const noisy = (row: number, rain: number) => rain / 3 + ((row * 7) % 11) / 10;

describe('an exam that could never be decided does not open', () => {
  it('MAPE with a zero in the hidden truth, and opens without it', async () => {
    const zero = levels((row, rain) => (row === 900 ? 0 : 1 + noisy(row, rain)));
    expect((await outcome(zero, levelPlan('mape', 40))).problems).toEqual([
      'metric_undefined @ c: mape: zero_denominator',
    ]);
    const early = levels((row, rain) => (row === 10 ? 0 : 1 + noisy(row, rain)));
    expect((await outcome(early, levelPlan('mape', 40))).problems).toEqual([]);
    expect((await outcome(zero, levelPlan('mae', 4, { metrics: ['mae', 'mape'] }))).warnings).toContain(
      'metric_undefined @ mape: zero_denominator',
    );
  });

  it('R² of a hidden truth that never varies', async () => {
    const flat = levels((row, rain) => (row > 280 ? 0.5 : noisy(row, rain)));
    expect((await outcome(flat, levelPlan('r2', 0.5))).problems).toEqual([
      'metric_undefined @ c: r2: zero_variance',
    ]);
  });

  it('classes of which the hidden split has one', async () => {
    const made = levels((row) => (row < 290 && row % 2 === 0 ? 'yes' : 'no'));
    const columns = made.columns.map((one) =>
      one.name === 'level' ? { ...one, type: 'string' as const } : one,
    );
    const plan = levelPlan('accuracy', 0.5, {
      task: 'binary',
      positive: 'yes',
      metrics: ['accuracy', 'recall'],
      baseline: 'majority',
      criteria: [{ id: 'c', metric: 'recall', direction: 'at_least', threshold: 0.5, must: true }],
    });
    expect((await outcome({ ...made, columns }, plan)).problems).toEqual([
      'one_class @ hidden: no',
      'metric_undefined @ c: recall: no_positives',
    ]);
  });

  it('a class that is absent from the slice a must is on', async () => {
    const made = machines();
    const at = made.records[0]!.indexOf('state');
    const place = made.records[0]!.indexOf('district');
    for (const record of made.records) if (record[place] === 'west') record[at] = 'sound';
    const on = (value: string, must: boolean) =>
      machinePlan({
        metrics: ['roc_auc'],
        criteria: [
          ...machinePlan().criteria,
          {
            id: 'there',
            metric: 'roc_auc',
            direction: 'at_least',
            threshold: 0.6,
            slice: { column: 'district', value },
            must,
          },
        ],
      });
    const told = 'metric_undefined @ there: roc_auc, district = west: no_positives';
    expect((await outcome(made, on('west', true), { split: byHash })).problems).toEqual([told]);
    expect((await outcome(made, on('west', false), { split: byHash })).warnings).toContain(told);
    // The class is there, in too few machines for marking to say anything of an area under a curve.
    expect((await outcome(made, on('north', true), { split: byHash })).problems).toEqual([
      'too_few_of_class @ there: roc_auc, 242 rows',
    ]);
  });

  it('knows every metric of a task on a truth that has all it needs', async () => {
    const plan = machinePlan({
      metrics: [
        'accuracy',
        'balanced_accuracy',
        'precision',
        'recall',
        'f1',
        'f1_macro',
        'mcc',
        'cohen_kappa',
        'roc_auc',
        'pr_auc',
        'log_loss',
        'brier',
        'ece',
      ],
    });
    const labels = ['sound', 'faulty', 'sound', 'faulty'];
    const truth: Truth = {
      ids: labels.map((_, at) => `r${at}`),
      cases: labels.map(() => '0000'),
      rows: Int32Array.from(labels, (_, at) => at + 1),
      labels,
      values: null,
      units: null,
      slices: {},
      horizon: null,
      naive: null,
      seasonalNaive: null,
      scale: null,
    };
    expect(decidable(plan, ['sound', 'faulty'], truth)).toEqual({ problems: [], warnings: [] });
  });
});

describe('what is hidden is the hidden period', () => {
  /** Calls by hour and weekday: 168 inputs for 120 days of hours. */
  function calls(columns: 'with time' | 'without'): Made {
    const random = randomFrom(9n);
    const records = [['time', 'hour', 'weekday', 'calls']];
    for (let row = 0; row < 2_880; row += 1) {
      const at = new Date(Date.UTC(2025, 0, 1) + row * 3_600_000);
      const expected = 60 + 40 * Math.sin(at.getUTCHours() / 4) + 5 * at.getUTCDay();
      records.push([
        at.toISOString(),
        String(at.getUTCHours()),
        String(at.getUTCDay()),
        (expected + random.unit() * 30).toFixed(0),
      ]);
    }
    const dictionary = [
      entry('time', { type: 'timestamp', role: columns === 'with time' ? 'time' : 'ignored' }),
      entry('hour'),
      entry('weekday'),
      entry('calls', { role: 'target', knownAt: 'never' }),
    ];
    return { records, columns: dictionary };
  }
  const plan = levelPlan('mae', 30, { target: 'calls', features: ['hour', 'weekday'] });

  it('counts equal inputs at different times as different observations', async () => {
    const { sealed, warnings } = await outcome(calls('with time'), plan);
    expect(warnings.filter((one) => one.startsWith('duplicates_dropped'))).toEqual([]);
    const truth = await readTruth(sealed!.truths.find(({ split }) => split === 'hidden')!.file);
    expect([...truth.rows].sort((a, b) => a - b)).toEqual(Array.from({ length: 2_016 }, (_, at) => 865 + at));
  });

  it('refuses where so many rows would go that the rest stand for nothing', async () => {
    const split = { by: 'hash' as const, column: 'time', sample: 0.1, validation: 0.2, hidden: 0.7 };
    const unit = { ...plan, resamplingUnit: { kind: 'row' as const } };
    const { problems } = await outcome(calls('without'), unit, { split });
    expect(problems.map((one) => one.split(':')[0])).toContain('hidden_not_whole @ hidden');
  });
});
