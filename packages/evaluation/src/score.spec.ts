import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { Result } from '@scenario-lab/contracts/runs';
import { randomFrom } from '@scenario-lab/metrics/random';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { describe, expect, it } from 'vitest';
import { scoreRun, vendorEdition } from './score.js';
import { machinePlan, riverPlan } from './testing/data.js';
import type { FullResult, ScoreRequest, Truth } from './types.js';

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
const random = randomFrom(99n);
const districts = ['north', 'south', 'west'];
const N = 900;

const labels = Array.from({ length: N }, () => (random.unit() < 0.3 ? 'faulty' : 'sound'));
const scores = Float64Array.from(labels, (label) => {
  const raw = (label === 'faulty' ? 0.65 : 0.35) + (random.unit() - 0.5) * 0.8;
  return Math.round(Math.min(0.99, Math.max(0.01, raw)) * 100) / 100;
});
const codes = Int32Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
const binaryTruth: Truth = {
  ...base(N),
  labels,
  units: Int32Array.from(labels, () => random.below(45)),
  slices: { district: labels.map(() => districts[random.below(3)]!) },
};
const binaryMetrics = [
  'recall',
  'precision',
  'f1',
  'accuracy',
  'roc_auc',
  'log_loss',
  'brier',
  'f1_macro',
  'mcc',
];
const binaryPlan = (more: Partial<Plan> = {}) =>
  machinePlan({ metrics: binaryMetrics, criteria: [], ...more });

function binary(more: Partial<ScoreRequest> = {}): ScoreRequest {
  return {
    plan: binaryPlan(),
    classes: ['sound', 'faulty'],
    truth: binaryTruth,
    predictions: { codes, values: null, scores },
    looks: 3,
    baseline: [{ metric: 'recall', value: 0 }],
    measured: null,
    ...more,
  };
}

const level = Float64Array.from({ length: N }, () => 50 + random.unit() * 100);
const predicted = level.map((value) => value + (random.unit() - 0.45) * 20);
const riverTruth: Truth = {
  ...base(N),
  values: level,
  units: Int32Array.from(level, (_, at) => Math.floor(at / 20)),
  slices: { river: Array.from(level, (_, at) => (at % 2 === 0 ? 'east' : 'west')) },
  horizon: Int32Array.from(level, (_, at) => 1 + (at % 5)),
  naive: level.map((value) => value + (random.unit() - 0.5) * 50),
  seasonalNaive: level.map((value) => value + (random.unit() - 0.5) * 30),
  scale: level.map(() => 5 + random.unit()),
};
const riverMetrics = [
  'mae',
  'rmse',
  'mape',
  'r2',
  'median_ae',
  'max_error',
  'bias',
  'mase',
  'skill_persistence',
  'skill_seasonal',
];
const values: Predictions = { codes: null, values: predicted, scores: null };

function river(more: Partial<ScoreRequest> = {}, plan: Partial<Plan> = {}): ScoreRequest {
  return {
    plan: riverPlan({ metrics: riverMetrics, criteria: [], ...plan }),
    classes: [],
    truth: riverTruth,
    predictions: values,
    looks: 3,
    baseline: [],
    measured: null,
    ...more,
  };
}

/** The textbook formulas over the chosen rows, written without the metrics package. */
function classFigures(rows: number[]): Record<string, number> {
  const count = (truth: string, code: number) =>
    rows.filter((at) => labels[at] === truth && codes[at] === code).length;
  const [tp, fn, fp, tn] = [count('faulty', 1), count('faulty', 0), count('sound', 1), count('sound', 0)];
  const f1 = (hit: number, miss: number, wrong: number) => (2 * hit) / (2 * hit + miss + wrong);
  const [positives, negatives] = [
    rows.filter((at) => labels[at] === 'faulty'),
    rows.filter((at) => labels[at] === 'sound'),
  ];
  let above = 0;
  for (const p of positives)
    for (const q of negatives) above += scores[p]! > scores[q]! ? 1 : scores[p] === scores[q] ? 0.5 : 0;
  const mean = (of: (at: number) => number) => rows.reduce((sum, at) => sum + of(at), 0) / rows.length;
  const chance = (at: number) => (labels[at] === 'faulty' ? scores[at]! : 1 - scores[at]!);
  return {
    recall: tp / (tp + fn),
    precision: tp / (tp + fp),
    f1: f1(tp, fn, fp),
    accuracy: (tp + tn) / rows.length,
    roc_auc: above / (positives.length * negatives.length),
    log_loss: -mean((at) => Math.log(chance(at))),
    brier: mean((at) => (1 - chance(at)) ** 2),
    f1_macro: (f1(tp, fn, fp) + f1(tn, fp, fn)) / 2,
    mcc: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
  };
}

function valueFigures(rows: number[]): Record<string, number> {
  const error = (at: number) => predicted[at]! - level[at]!;
  const mean = (of: (at: number) => number) => rows.reduce((sum, at) => sum + of(at), 0) / rows.length;
  const centre = mean((at) => level[at]!);
  const sorted = rows.map((at) => Math.abs(error(at))).sort((a, b) => a - b);
  const half = sorted.length / 2;
  const mae = mean((at) => Math.abs(error(at)));
  const against = (other: Float64Array) => 1 - mae / mean((at) => Math.abs(other[at]! - level[at]!));
  return {
    mae,
    rmse: Math.sqrt(mean((at) => error(at) ** 2)),
    mape: 100 * mean((at) => Math.abs(error(at)) / level[at]!),
    r2: 1 - mean((at) => error(at) ** 2) / mean((at) => (level[at]! - centre) ** 2),
    median_ae: sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2,
    max_error: sorted.at(-1)!,
    bias: mean(error),
    mase: mean((at) => Math.abs(error(at)) / riverTruth.scale![at]!),
    skill_persistence: against(riverTruth.naive!),
    skill_seasonal: against(riverTruth.seasonalNaive!),
  };
}

function compare(
  result: FullResult,
  column: string,
  of: (rows: number[]) => Record<string, number>,
  truth: Truth,
) {
  const all = truth.ids.map((_, at) => at);
  const cells = truth.slices[column]!;
  for (const value of [null, ...new Set(cells)]) {
    const rows = value === null ? all : all.filter((at) => cells[at] === value);
    const expected = of(rows);
    const figures = result.figures.filter(({ slice }) => (slice?.value ?? null) === value);
    expect(figures.map(({ metric }) => metric)).toEqual(Object.keys(expected));
    for (const { metric, value: own, rows: count } of figures) {
      expect(Math.abs(own! - expected[metric]!), `${metric} ${value}`).toBeLessThan(1e-9);
      expect(count).toBe(rows.length);
    }
  }
}

describe('scoreRun', () => {
  it('agrees with textbook formulas, on the whole and on every slice, for classes', () => {
    compare(scoreRun(binary()), 'district', classFigures, binaryTruth);
  });
  it('agrees with textbook formulas, on the whole and on every slice, for values', () => {
    compare(scoreRun(river()), 'river', valueFigures, riverTruth);
  });

  it('bounds proportions over independent rows exactly, at 0.05 / looks', () => {
    const rows = { ...binaryTruth, units: null };
    const plan = binaryPlan({ resamplingUnit: { kind: 'row' }, metrics: ['recall'], slices: [] });
    const [recall] = scoreRun(binary({ truth: rows, plan })).figures;
    const positives = labels.filter((label) => label === 'faulty').length;
    const hits = labels.filter((label, at) => label === 'faulty' && codes[at] === 1).length;
    /** P(X ≥ hits) for X ~ Binomial(positives, p), summed term by term in logarithms. */
    const atLeast = (p: number) => {
      let sum = 0;
      let choose = 0;
      for (let k = 0; k <= positives; k += 1) {
        if (k >= hits) sum += Math.exp(choose + k * Math.log(p) + (positives - k) * Math.log(1 - p));
        choose += Math.log((positives - k) / (k + 1));
      }
      return sum;
    };
    expect(recall!.bounds!.alpha).toBeCloseTo(0.05 / 3, 15);
    expect(atLeast(recall!.bounds!.lower)).toBeCloseTo(0.05 / 3, 9);
    expect(recall!.interval).toMatchObject({ level: 0.95, method: 'clopper_pearson' });
    expect(atLeast(recall!.interval!.lower)).toBeCloseTo(0.025, 9);
  });

  it('gives the same digest for the same request, and another for any other', () => {
    const request = binary();
    const result = scoreRun(request);
    expect(scoreRun(structuredClone(request))).toEqual(result);
    expect(result.digest).toMatch(/^[0-9a-f]{64}$/);
    const others = [
      binary({ looks: 4 }),
      binary({ baseline: [] }),
      binary({ predictions: { codes: codes.with(0, 1 - codes[0]!), values: null, scores } }),
    ].map((other) => scoreRun(other).digest);
    expect(new Set([result.digest, ...others]).size).toBe(4);
  });

  it('is a result as the contract has it', () => {
    for (const request of [binary(), river()]) {
      const result = scoreRun(request);
      expect(Result.parse(JSON.parse(JSON.stringify(result)))).toEqual(JSON.parse(JSON.stringify(result)));
    }
  });

  it('draws what can be drawn', () => {
    const { plots } = scoreRun(binary());
    expect(plots!.confusion!.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(N);
    expect(plots!.reliability!.reduce((sum, bin) => sum + bin.count, 0)).toBe(N);
    const forecast = scoreRun(river()).plots!;
    expect(forecast.horizon!.map(({ step, count }) => [step, count])).toEqual(
      [1, 2, 3, 4, 5].map((step) => [step, N / 5]),
    );
    expect(forecast.residuals).toHaveLength(20);
    expect(forecast.residuals!.reduce((sum, bin) => sum + bin.count, 0)).toBe(N);
    const exact = scoreRun(river({ predictions: { ...values, values: level } })).plots!;
    expect(exact.residuals).toEqual([{ from: 0, to: 0, count: N }]);
  });
});

describe('verdicts', () => {
  const judge = (request: ScoreRequest, criteria: Partial<Plan['criteria'][number]>[]) => {
    const full = criteria.map((one, at) => ({
      id: `c${at}`,
      metric: 'mae',
      direction: 'at_most' as const,
      threshold: 0,
      must: true,
      ...one,
    }));
    const result = scoreRun({ ...request, plan: { ...request.plan, criteria: full } });
    return {
      overall: result.overall,
      criteria: result.criteria.map(({ verdict, note }) => [verdict, note]),
      rows: result.criteria,
    };
  };
  const { value: mae, bounds } = scoreRun(river()).figures.find(({ metric }) => metric === 'mae')!;

  it('pass only where even the unfavourable bound clears the threshold', () => {
    const at = (threshold: number) => judge(river(), [{ threshold }]).criteria[0]![0];
    expect(at(bounds!.upper)).toBe('pass');
    expect(at((mae! + bounds!.upper) / 2)).toBe('inconclusive');
    expect(at((mae! + bounds!.lower) / 2)).toBe('inconclusive');
    expect(at(bounds!.lower - 1e-9)).toBe('fail');
  });
  it('of musts decide the whole', () => {
    const overall = (...musts: [number, boolean][]) =>
      judge(
        river(),
        musts.map(([threshold, must]) => ({ threshold, must })),
      ).overall;
    expect(overall([99, true], [0, false])).toBe('pass');
    expect(overall([99, true], [0, true])).toBe('fail');
    expect(overall([99, true], [mae!, true])).toBe('inconclusive');
    expect(overall([99, false])).toBe('inconclusive');
    expect(overall()).toBe('inconclusive');
  });
  it('on a slice go by the slice alone', () => {
    const east = { column: 'river', value: 'east' };
    const { rows } = judge(river(), [{ threshold: 99, slice: east }]);
    expect(rows[0]!.value).toBeCloseTo(valueFigures([...level.keys()].filter((at) => at % 2 === 0)).mae!, 9);
  });
  it('are inconclusive with fewer than 20 units, on an empty slice, and without scores', () => {
    const few = { ...riverTruth, units: riverTruth.units!.map((unit) => unit % 19) };
    expect(judge(river({ truth: few }), [{ threshold: 99 }]).criteria).toEqual([
      ['inconclusive', 'too_few_units'],
    ]);
    const moon = { column: 'river', value: 'moon' };
    expect(judge(river(), [{ threshold: 99, slice: moon }]).criteria).toEqual([
      ['inconclusive', 'undefined_metric'],
    ]);
    const plain = binary({ predictions: { codes, values: null, scores: null } });
    expect(judge(plain, [{ metric: 'roc_auc', direction: 'at_least', threshold: 0.1 }]).criteria).toEqual([
      ['inconclusive', 'undefined_metric'],
    ]);
  });
  it('do not take a figure without an interval for a sure one, unless its metric never has any', () => {
    expect(judge(river(), [{ metric: 'max_error', threshold: 99 }]).criteria).toEqual([['pass', null]]);
    expect(judge(river(), [{ metric: 'max_error', threshold: 1 }]).criteria).toEqual([['fail', null]]);
  });
  const cost = { cpuSeconds: 1.8, peakMemoryBytes: 300 * 2 ** 20, wallSeconds: 4.5 };
  const limits = (memory: number, cpu: number, wall: number) => [
    { metric: 'peak_memory_mib', threshold: memory },
    { metric: 'cpu_seconds_per_1k', threshold: cpu },
    { metric: 'wall_seconds_per_1k', threshold: wall },
  ];
  it('on resources compare what the control group measured with the limit, without an interval', () => {
    const measured = { resources: cost, level: 'hardened' as const };
    const { rows, criteria, overall } = judge(river({ measured }), limits(300, 2, 5));
    expect(rows.map(({ value }) => value)).toEqual([300, 2, 5]);
    expect(rows.map(({ interval, bound }) => [interval, bound])).toEqual(Array(3).fill([null, null]));
    expect(criteria).toEqual(Array(3).fill(['pass', null]));
    expect(overall).toBe('pass');
    const tight = judge(river({ measured }), limits(299.9, 1.99, 4.99));
    expect(tight.criteria).toEqual(Array(3).fill(['fail', null]));
    expect(tight.overall).toBe('fail');
  });
  it('on resources tell nothing where they were not truly measured', () => {
    const basic = judge(river({ measured: { resources: cost, level: 'basic' } }), limits(999, 99, 99));
    expect(basic.criteria).toEqual(Array(3).fill(['inconclusive', 'level_basic']));
    expect(basic.rows.map(({ value }) => value)).toEqual([null, null, null]);
    expect(basic.overall).toBe('inconclusive');
    const unseen = ['inconclusive', 'not_measured'];
    expect(judge(river(), limits(999, 99, 99)).criteria).toEqual(Array(3).fill(unseen));
    const silent = { cpuSeconds: 0, peakMemoryBytes: 0, wallSeconds: null };
    const meterless = judge(
      river({ measured: { resources: silent, level: 'hardened' } }),
      limits(999, 99, 99),
    );
    expect(meterless.criteria).toEqual(Array(3).fill(unseen));
  });
  it('on resources leave the digest alone, for no two executions cost the same', () => {
    const criteria = [
      { id: 'm', metric: 'mae', direction: 'at_most' as const, threshold: 99, must: true },
      { id: 'r', metric: 'peak_memory_mib', direction: 'at_most' as const, threshold: 300, must: true },
    ];
    const digestAt = (peakMemoryBytes: number, kept = criteria) => {
      const measured = { resources: { ...cost, peakMemoryBytes }, level: 'hardened' as const };
      return scoreRun(river({ measured }, { criteria: kept }));
    };
    const [one, other] = [digestAt(200 * 2 ** 20), digestAt(400 * 2 ** 20)];
    expect([one.overall, other.overall]).toEqual(['pass', 'fail']);
    expect(other.digest).toBe(one.digest);
    expect(digestAt(1, criteria.slice(0, 1)).digest).toBe(one.digest);
    expect(digestAt(1, []).digest).not.toBe(one.digest);
  });
  it('on bias go by its distance from 0', () => {
    const off = (by: number) =>
      river({ predictions: { ...values, values: level.map((value, at) => value + by + (at % 3) - 1) } });
    const bias = (by: number, threshold: number) =>
      judge(off(by), [{ metric: 'bias', threshold }]).criteria[0]![0];
    expect([bias(-50, 2), bias(50, 2)]).toEqual(['fail', 'fail']);
    expect([bias(-1.5, 2), bias(1.5, 2), bias(0, 2)]).toEqual(['pass', 'pass', 'pass']);
    expect([bias(-2, 2), bias(2, 2)]).toEqual(['inconclusive', 'inconclusive']);
  });
});

describe('vendorEdition', () => {
  it('keeps the verdicts and loses the detail', () => {
    const plan = binaryPlan({ criteria: machinePlan().criteria });
    const result = scoreRun(binary({ plan }));
    const edition = vendorEdition(result);
    expect(edition).toMatchObject({ overall: result.overall, plots: null, digest: null });
    const [full, coarse] = [result.figures[0]!, edition.figures[0]!];
    const half = (full.interval!.upper - full.interval!.lower) / 2;
    expect(coarse.value).not.toBe(full.value);
    expect(Math.abs(coarse.value! - full.value!)).toBeLessThanOrEqual(half);
    expect(edition.criteria[0]!.verdict).toBe(result.criteria[0]!.verdict);
    expect(result.digest).not.toBeNull();
  });
  it('tells of resources what the run tells of them, with the verdict', () => {
    const criteria = (['peak_memory_mib', 'cpu_seconds_per_1k', 'wall_seconds_per_1k'] as const).map(
      (metric) => ({ id: metric, metric, direction: 'at_most' as const, threshold: 101, must: true }),
    );
    const resources = { cpuSeconds: 1.2345, peakMemoryBytes: 100 * 2 ** 20, wallSeconds: 2 };
    const full = scoreRun(river({ measured: { resources, level: 'hardened' } }, { criteria }));
    expect(full.criteria.map(({ value }) => value)).toEqual([100, 1_234.5 / N, 2_000 / N]);
    const shown = vendorEdition(full).criteria;
    expect(shown.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    expect([shown[0]!.value, shown[2]!.value]).toEqual([128, null]);
    expect(shown[1]!.value).toBeCloseTo(1_200 / N, 12);
  });
});
