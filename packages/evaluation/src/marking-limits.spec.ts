import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { randomFrom } from '@scenario-lab/metrics/random';
import { expect, it } from 'vitest';
import { markingLimits } from './marking-limits.js';
import { scoreRun } from './score.js';
import { machinePlan, riverPlan } from './testing/data.js';
import type { Truth } from './types.js';

const classes = ['sound', 'faulty'];
const empty = { slices: {}, horizon: null, naive: null, seasonalNaive: null, scale: null };
function truthOf(n: number, more: Partial<Truth>): Truth {
  const ids = Array.from({ length: n }, (_, at) => `r${at}`);
  const rows = new Int32Array(n);
  return {
    ids,
    cases: ids.map(() => '0000'),
    rows,
    labels: null,
    values: null,
    units: null,
    ...empty,
    ...more,
  };
}
const numbers = (n: number, more: Partial<Truth> = {}) =>
  truthOf(n, { values: Float64Array.from({ length: n }, (_, at) => (at * 37) % 101), ...more });
const labelled = (n: number, positives: number) =>
  truthOf(n, { labels: Array.from({ length: n }, (_, at) => (at < positives ? 'faulty' : 'sound')) });
const planOf = (metric: string, unit: Plan['resamplingUnit'], must = true): Plan => {
  const classy = metric === 'balanced_accuracy';
  const base = classy ? machinePlan() : { ...riverPlan(), task: 'regression' as const, forecast: null };
  const direction = classy || metric === 'r2' ? 'at_least' : 'at_most';
  const threshold = classy ? 0.5 : metric === 'r2' ? 0.5 : 50;
  const criteria = [{ id: 'c', metric, direction, threshold, must } as const];
  return { ...base, metrics: [metric], criteria: [...criteria], resamplingUnit: unit, slices: [] };
};
const row = { kind: 'row' } as const;
const groups = { kind: 'group', column: 'machine' } as const;
const days = { kind: 'block', duration: 'P1D' } as const;
const told = (plan: Plan, truth: Truth) => {
  const { problems, warnings } = markingLimits(plan, classes, truth);
  return [problems, warnings].map((list) => list.map(({ code, detail }) => `${code}: ${detail}`));
};
/** What marking itself says of a program that is good and not perfect. */
const note = (plan: Plan, truth: Truth) => {
  const values = truth.values?.map((value, at) => value + (at % 7) / 10) ?? null;
  const codes = truth.labels
    ? Int32Array.from(truth.labels, (label, at) => +(label === 'faulty' && at % 9 > 0))
    : null;
  const predictions = { codes, values, scores: codes && Float64Array.from(codes) };
  const asked = { plan, classes, truth, predictions, looks: plan.looks, baseline: [], measured: null };
  const { verdict, note: why } = scoreRun(asked).criteria[0]!;
  return `${verdict} ${why ?? ''}`.trim();
};

it.each(['rmse', 'r2'])(
  '%s as a must of fewer than 770 rows is refused: it could fail and never pass',
  (metric) => {
    expect(told(planOf(metric, row), numbers(769))).toEqual([[`heavy_tail: ${metric}, 769 rows`], []]);
    expect(told(planOf(metric, row), numbers(770))).toEqual([[], []]);
    expect(told(planOf(metric, row, false), numbers(769))).toEqual([[], [`heavy_tail: ${metric}, 769 rows`]]);
    expect([note(planOf(metric, row), numbers(769)), note(planOf(metric, row), numbers(770))]).toEqual([
      'inconclusive heavy_tail',
      'pass',
    ]);
  },
);

it('a class of fewer than 20 rows is refused where the metric rests on it', () => {
  const plan = planOf('balanced_accuracy', row);
  expect(told(plan, labelled(300, 19))).toEqual([['too_few_of_class: balanced_accuracy, 300 rows'], []]);
  expect(told(plan, labelled(300, 60))).toEqual([[], []]);
  expect([note(plan, labelled(300, 19)), note(plan, labelled(300, 60))]).toEqual([
    'inconclusive too_few_of_class',
    'pass',
  ]);
});

it('groups that amount to fewer than 20 are refused, however many they are', () => {
  const one = (at: number) => (at < 990 ? 0 : 1 + ((at - 990) % 99));
  const uneven = numbers(1980, { units: Int32Array.from({ length: 1980 }, (_, at) => one(at)) });
  const even = numbers(1980, { units: Int32Array.from({ length: 1980 }, (_, at) => at % 99) });
  expect(told(planOf('mae', groups), uneven)).toEqual([['too_few_effective_units: mae, 1980 rows'], []]);
  expect(told(planOf('mae', groups), even)).toEqual([[], []]);
  expect(note(planOf('mae', groups), uneven)).toBe('inconclusive too_few_effective_units');
});

it('a series that remembers itself for longer than its blocks is told so with the length marking would use', () => {
  const random = randomFrom(7n);
  let level = 0;
  const walk = Float64Array.from({ length: 1200 }, () => {
    level = 0.995 * level + random.unit() - 0.5;
    return level;
  });
  const units = Int32Array.from({ length: 1200 }, (_, at) => Math.floor(at / 24));
  const [problems, warnings] = told(planOf('mae', days), truthOf(1200, { values: walk, units }));
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^long_memory: mae, \d+ steps$/)]);
  expect(Number(/\d+/.exec(warnings![0]!)![0])).toBeGreaterThan(24);
  expect(told(planOf('mae', days), numbers(1200, { units }))).toEqual([[], []]);
});
