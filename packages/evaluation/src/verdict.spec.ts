import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { randomFrom } from '@scenario-lab/metrics/random';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { expect, it } from 'vitest';
import { scoreRun } from './score.js';
import { machinePlan, riverPlan } from './testing/data.js';
import type { Truth } from './types.js';

const base = (n: number): Truth => ({
  ids: Array.from({ length: n }, (_, at) => `r${at}`),
  cases: Array.from({ length: n }, () => '0000'),
  rows: Int32Array.from({ length: n }, (_, at) => at + 1),
  labels: null,
  values: null,
  units: null,
  slices: {},
  horizon: null,
  naive: null,
  seasonalNaive: null,
  scale: null,
});

function judge(
  plan: Plan,
  truth: Truth,
  predictions: Partial<Predictions>,
  criteria: Partial<Plan['criteria'][number]>[],
) {
  const full = criteria.map((one, at) => ({
    id: `c${at}`,
    metric: 'mae',
    direction: 'at_most' as const,
    threshold: 0,
    must: true,
    ...one,
  }));
  const result = scoreRun({
    plan: { ...plan, criteria: full },
    classes: truth.labels ? ['sound', 'faulty'] : [],
    truth,
    predictions: { codes: null, values: null, scores: null, ...predictions },
    looks: 3,
    baseline: [],
    measured: null,
  });
  return result.criteria.map(({ verdict, note, interval }) => [verdict, note, interval?.method ?? null]);
}

const N = 900;
const random = randomFrom(31n);
const level = Float64Array.from({ length: N }, () => 50 + random.unit() * 100);
const river: Truth = {
  ...base(N),
  values: level,
  units: Int32Array.from(level, (_, at) => Math.floor(at / 20)),
  slices: { river: Array.from(level, (_, at) => (at % 2 === 0 ? 'east' : 'west')) },
  naive: level.map((value) => value + (random.unit() - 0.5) * 50),
};
const riverMetrics = ['mae', 'rmse', 'mape', 'r2', 'median_ae', 'bias', 'skill_persistence'];
const plan = riverPlan({ metrics: riverMetrics, criteria: [] });

it('exact answers pass, whatever the metric', () => {
  const found = judge(plan, river, { values: level }, [
    { metric: 'mae', threshold: 5 },
    { metric: 'rmse', threshold: 5 },
    { metric: 'mape', threshold: 5 },
    { metric: 'r2', direction: 'at_least', threshold: 0.9 },
    { metric: 'skill_persistence', direction: 'at_least', threshold: 0.5 },
    { metric: 'bias', threshold: 1 },
  ]);
  expect(found).toEqual(Array(6).fill(['pass', null, 'constant']));
  expect(judge(plan, river, { values: level }, [{ metric: 'median_ae', threshold: 1 }])).toEqual([
    ['pass', null, 'quantile'],
  ]);
});

it('answers that are always 10 off fail 5', () => {
  const off = level.map((value) => value + 10);
  const found = judge(plan, river, { values: off }, [{ threshold: 5 }, { metric: 'rmse', threshold: 5 }]);
  expect(found).toEqual(Array(2).fill(['fail', null, 'constant']));
});

it('40 of 40 stations right clear 0.9, 39 do not yet', () => {
  const stations = Int32Array.from({ length: 400 }, (_, at) => Math.floor(at / 10));
  const truth = {
    ...base(400),
    labels: Array.from(stations, (_, at) => (at % 2 ? 'faulty' : 'sound')),
    units: stations,
  };
  const right = stations.map((_, at) => at % 2);
  const own = machinePlan({ metrics: ['accuracy'], slices: [], criteria: [] });
  const asked = [{ metric: 'accuracy', direction: 'at_least' as const, threshold: 0.9 }];
  expect(judge(own, truth, { codes: right }, asked)).toEqual([['pass', null, 'one_more_unit']]);
  const one = right.map((code, row) => (row < 10 ? 1 - code : code));
  expect(judge(own, truth, { codes: one }, asked)).toEqual([['inconclusive', null, 'one_more_unit']]);
});

it('one row of a class in a hundred decides nothing that depends on it', () => {
  const labels = Array.from({ length: 100 }, (_, at) => (at === 7 ? 'faulty' : 'sound'));
  const metrics = ['balanced_accuracy', 'log_loss', 'brier', 'f1_macro', 'mcc', 'roc_auc'];
  const own = machinePlan({ metrics, slices: [], criteria: [], resamplingUnit: { kind: 'row' } });
  const scores = Float64Array.from(labels, (_, at) => 0.01 + at / 1e4);
  const found = judge(
    own,
    { ...base(100), labels },
    { codes: new Int32Array(100), scores },
    metrics.map((metric) => ({ metric, threshold: 1 })),
  );
  expect(found).toEqual(Array(6).fill(['inconclusive', 'too_few_of_class', null]));
});

it('a group with half the rows leaves too little to go by, however many others there are', () => {
  const units = Int32Array.from(level, (_, at) => (at < N / 2 ? 0 : 1 + (at % 99)));
  const values = level.map((value) => value + random.unit());
  const grouped = riverPlan({
    task: 'regression',
    metrics: ['mae'],
    criteria: [],
    resamplingUnit: { kind: 'group', column: 'river' },
  });
  expect(judge(grouped, { ...river, units }, { values }, [{ threshold: 99 }])).toEqual([
    ['inconclusive', 'too_few_effective_units', null],
  ]);
});

it('a sum of squares over few rows may fail and may not pass', () => {
  const values = level.map((value) => value + 20 * (random.unit() - 0.5));
  const squares = { metric: 'rmse', slice: { column: 'river', value: 'east' } };
  const found = judge({ ...plan, slices: ['river'] }, river, { values }, [
    { ...squares, threshold: 99 },
    { ...squares, threshold: 1 },
    { metric: 'rmse', threshold: 99 },
  ]);
  expect(found).toEqual([
    ['inconclusive', 'heavy_tail', null],
    ['fail', null, null],
    ['pass', null, 'one_more_unit'],
  ]);
});
