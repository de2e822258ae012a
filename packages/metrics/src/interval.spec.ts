import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bca, bootstrapBounds, jackknife } from './bootstrap.js';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import { acceleration, type Bounds, type BoundsResult, bcaBounds, quantile, wilson } from './interval.js';
import type { Kernel } from './metric.js';
import { normalCdf, normalQuantile } from './normal.js';
import { randomFrom, xoshiro128 } from './random.js';
import { metricById } from './registry.js';
import { drawWeights } from './resample.js';
import { everyRow, type Selection, select } from './selection.js';

type State = [number, number, number, number];

interface Golden {
  normal: [number, number][];
  cdf: [number, number][];
  wilson: [number, number, number, number, number][];
  bca: {
    name: string;
    values: number[];
    level: number;
    state: State;
    resamples: number;
    bounds: [number, number];
    scipy: [number, number];
  }[];
  group: {
    group: number[];
    errors: number[];
    level: number;
    state: State;
    resamples: number;
    bounds: [number, number];
  };
}

const golden = JSON.parse(
  readFileSync(new URL('../golden/intervals.json', import.meta.url), 'utf8'),
) as Golden;

const LEVELS = { level: 0.95, alpha: 0.05 / 3 };
const RESAMPLING = { ...LEVELS, resamples: 1000, seed: 42n };

function bounds(result: BoundsResult): Bounds {
  if ('none' in result) throw new Error(`no bounds: ${result.none}`);
  return result;
}

function errorsFrame(errors: ArrayLike<number>): RegressionFrame {
  return { truth: new Float64Array(errors.length), predicted: Float64Array.from(errors) };
}

function distribution(kernel: Kernel, units: number, state: State, resamples: number): Float64Array {
  const random = xoshiro128(state);
  const weights = new Uint32Array(units);
  return Float64Array.from({ length: resamples }, () => {
    drawWeights(random, weights);
    return kernel.measure(weights).value!;
  });
}

function labels(truth: number[], predicted: number[], classes = ['n', 'p']): ClassificationFrame {
  return { classes, truth: Int32Array.from(truth), predicted: Int32Array.from(predicted) };
}

describe('the normal distribution against SciPy', () => {
  it('quantiles to 1e-14', () => {
    for (const [p, x] of golden.normal) {
      expect(Math.abs(normalQuantile(p) - x)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(x)));
    }
    expect(() => normalQuantile(0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });

  it('probabilities as documented, tails too', () => {
    for (const [x, p] of golden.cdf) {
      expect(Math.abs(normalCdf(x) - p)).toBeLessThanOrEqual((10 + x * x) * 1e-15 * p);
    }
  });

  it('undo each other', () => {
    for (let p = 0.001; p < 1; p += 0.0037) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 14);
  });
});

describe('wilson', () => {
  it('agrees with the formula of statsmodels', () => {
    for (const [successes, n, level, lower, upper] of golden.wilson) {
      const range = wilson(successes, n, level);
      expect(range.lower).toBeCloseTo(lower, 12);
      expect(range.upper).toBeCloseTo(upper, 12);
    }
  });

  it('refuses impossible counts', () => {
    expect(() => wilson(3, 2, 0.95)).toThrow('3 of 2');
    expect(() => wilson(0, 0, 0.95)).toThrow(RangeError);
    expect(() => wilson(1, 2, 1)).toThrow('confidence');
  });
});

describe('BCa', () => {
  for (const one of golden.bca) {
    it(`equals SciPy's on the same resamples: ${one.name}`, () => {
      const metric = metricById(one.name.startsWith('root') ? 'rmse' : 'bias');
      const selection = everyRow(one.values.length);
      const kernel = metric.kernel(errorsFrame(one.values), {}, selection);
      const drawn = distribution(kernel, selection.units, one.state, one.resamples);
      const estimate = kernel.measure(null).value!;
      const accelerate = acceleration(kernel.jackknife!());
      const result = bounds(
        bcaBounds(estimate, drawn, accelerate, { level: one.level, alpha: (1 - one.level) / 2 }),
      );
      expect(result.method).toBe('bca');
      expect(result.interval.lower).toBeCloseTo(one.bounds[0], 9);
      expect(result.interval.upper).toBeCloseTo(one.bounds[1], 9);
      expect(result.oneSided.lower).toBeCloseTo(one.bounds[0], 9);
      expect(result.oneSided.upper).toBeCloseTo(one.bounds[1], 9);

      const free = bounds(bca(kernel, selection, { ...RESAMPLING, level: one.level, resamples: 10_000 }));
      const width = one.scipy[1] - one.scipy[0];
      expect(Math.abs(free.interval.lower - one.scipy[0])).toBeLessThan(0.02 * width);
      expect(Math.abs(free.interval.upper - one.scipy[1])).toBeLessThan(0.03 * width);
    });
  }

  it('resamples whole groups', () => {
    const { group, errors, level, state, resamples, bounds: expected } = golden.group;
    const selection = select(errors.length, null, Int32Array.from(group));
    const kernel = metricById('rmse').kernel(errorsFrame(errors), {}, selection);
    const drawn = distribution(kernel, 25, state, resamples);
    const accelerate = acceleration(jackknife(kernel, selection, 1n));
    const result = bounds(bcaBounds(kernel.measure(null).value!, drawn, accelerate, { level, alpha: 0.01 }));
    expect(result.interval.lower).toBeCloseTo(expected[0], 9);
    expect(result.interval.upper).toBeCloseTo(expected[1], 9);
  });

  it('draws cells and draws rows to the same interval', () => {
    const random = randomFrom(8n);
    const truth = Array.from({ length: 3000 }, () => random.below(3));
    const predicted = truth.map((code) => (random.unit() < 0.8 ? code : random.below(3)));
    const frame = labels(truth, predicted, ['a', 'b', 'c']);
    const selection = everyRow(3000);
    for (const id of ['f1_macro', 'mcc', 'cohen_kappa', 'balanced_accuracy']) {
      const kernel = metricById(id).kernel(frame, {}, selection);
      const { cells, ...byRows } = kernel;
      expect(cells!.counts.length).toBe(9);
      const resampling = { ...RESAMPLING, resamples: 6000 };
      const quick = bounds(bca(kernel, selection, resampling)).interval;
      const slow = bounds(bca(byRows, selection, resampling)).interval;
      const width = slow.upper - slow.lower;
      expect(Math.abs(quick.lower - slow.lower)).toBeLessThan(0.04 * width);
      expect(Math.abs(quick.upper - slow.upper)).toBeLessThan(0.04 * width);
    }
  });

  it('one-sided bounds at the tail of the two-sided level are its ends', () => {
    const random = randomFrom(2n);
    const selection = everyRow(200);
    const frame = errorsFrame(Array.from({ length: 200 }, () => random.unit() ** 3));
    const kernel = metricById('mae').kernel(frame, {}, selection);
    const { interval, oneSided } = bounds(bca(kernel, selection, { ...RESAMPLING, alpha: 0.025 }));
    expect(oneSided.lower).toBeCloseTo(interval.lower, 12);
    expect(oneSided.upper).toBeCloseTo(interval.upper, 12);
    const tighter = bounds(bca(kernel, selection, { ...RESAMPLING, alpha: 0.1 })).oneSided;
    expect(tighter.lower).toBeGreaterThan(oneSided.lower);
    expect(tighter.upper).toBeLessThan(oneSided.upper);
  });

  it('gives way to percentiles where resampling shifts the value, and still contains the estimate', () => {
    const drawn = Float64Array.from({ length: 1000 }, (_, i) => 1 + i / 1000);
    const result = bounds(bcaBounds(1.01, drawn, 0.02, LEVELS));
    expect(result.method).toBe('percentile');
    expect(result.interval.lower).toBeCloseTo(2.02 - quantile(drawn, 0.975), 12);
    expect(result.interval.upper).toBeCloseTo(quantile(drawn, 0.975), 12);
    const high = bounds(bcaBounds(2.5, drawn, 0, LEVELS)).interval;
    expect(high.upper).toBeCloseTo(5 - quantile(drawn, 0.025), 12);
    expect(high.lower).toBeCloseTo(quantile(drawn, 0.025), 12);
    const whole = bounds(bcaBounds(1.5, drawn, null, LEVELS));
    expect(whole.method).toBe('percentile');
    expect(whole.interval.lower).toBeCloseTo(quantile(drawn, 0.025), 2);
  });

  it('is refused when over 1 resample in 20 has no value', () => {
    const drawn = Float64Array.from({ length: 100 }, (_, i) => (i < 6 ? Number.NaN : i));
    expect(bcaBounds(50, drawn, 0, LEVELS)).toEqual({ none: 'unstable', tooFewUnits: false });
    drawn[0] = 1;
    expect('none' in bcaBounds(50, drawn, 0, LEVELS)).toBe(false);
  });

  it('needs 20 units', () => {
    const ids = Int32Array.from({ length: 190 }, (_, i) => Math.floor(i / 10));
    const random = randomFrom(4n);
    const frame = errorsFrame(Array.from(ids, () => random.unit()));
    const of = (unit: Int32Array) => {
      const selection = select(190, null, unit);
      return bca(metricById('mae').kernel(frame, {}, selection), selection, RESAMPLING);
    };
    expect(of(ids)).toEqual({ none: 'too_few_units', tooFewUnits: true });
    expect('none' in of(ids.map((id, i) => (i === 0 ? 99 : id)))).toBe(false);
  });

  it('refuses senseless settings', () => {
    const selection = everyRow(30);
    const kernel = metricById('mae').kernel(errorsFrame(new Array(30).fill(1)), {}, selection);
    expect(() => bca(kernel, selection, { ...RESAMPLING, resamples: 50 })).toThrow('resamples');
    expect(() => bca(kernel, selection, { ...RESAMPLING, alpha: 0.5 })).toThrow('alpha');
    expect(() => bca(kernel, selection, { ...RESAMPLING, level: 1 })).toThrow('level');
  });
});

describe('a value every resample repeats', () => {
  const z2 = normalQuantile(0.025) ** 2;

  function of(id: string, frame: ClassificationFrame | RegressionFrame, selection: Selection): BoundsResult {
    const kernel = metricById(id).kernel(frame, {}, selection);
    return bootstrapBounds([kernel], ['bca'], selection, RESAMPLING)[0]!;
  }

  it('of a flawless classifier is bounded as if z² rows had gone wrong in the worst way', () => {
    const truth = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
    const result = bounds(of('f1', labels(truth, truth), everyRow(100)));
    expect(result.method).toBe('wilson');
    expect(result.interval.upper).toBe(1);
    expect(result.interval.lower).toBeCloseTo((2 * 10) / (20 + z2), 12);
    const plain = of('balanced_accuracy', labels(truth, truth), everyRow(100));
    expect(bounds(plain).interval.lower).toBeCloseTo((1 + wilson(10, 10, 0.95).lower) / 2, 12);
  });

  it('of a flawless classifier over groups counts groups, not rows', () => {
    const truth = Array.from({ length: 400 }, (_, i) => i % 2);
    const ids = Int32Array.from(truth, (_, i) => Math.floor(i / 10));
    const result = bounds(of('accuracy', labels(truth, truth), select(400, null, ids)));
    expect(result.interval.lower).toBeCloseTo(wilson(40, 40, 0.95).lower, 12);
    expect(result.oneSided.lower).toBeCloseTo(wilson(40, 40, 1 - 2 * LEVELS.alpha).lower, 12);
  });

  it('of a perfect ranking is bounded by the rarer class', () => {
    const truth = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
    const frame = { ...labels(truth, truth), scores: Float64Array.from(truth, (code, i) => code + i / 1e4) };
    expect(bounds(of('roc_auc', frame, everyRow(100))).interval.lower).toBeCloseTo(10 / (10 + z2), 12);
    const precision = bounds(of('pr_auc', frame, everyRow(100))).interval;
    let ahead = 0;
    for (let hit = 1; hit <= 10; hit++) ahead += hit / (hit + z2) / 10;
    expect(precision.lower).toBeCloseTo(
      Math.min(ahead, (10 + (z2 * (10 + z2)) / (100 + z2)) / (10 + z2)),
      12,
    );
    expect(precision.upper).toBe(1);
  });

  it('of a useless constant score stays open to both sides', () => {
    const truth = Array.from({ length: 100 }, (_, i) => i % 2);
    const frame = { ...labels(truth, truth), scores: new Float64Array(100).fill(0.5) };
    const { lower, upper } = bounds(of('roc_auc', frame, everyRow(100))).interval;
    expect(lower).toBeLessThan(0.5);
    expect(lower + upper).toBeCloseTo(1, 12);
  });

  it('of errors without spread has no bounds', () => {
    const result = of('mae', errorsFrame(new Array(50).fill(0.1)), everyRow(50));
    expect(result).toEqual({ none: 'degenerate', tooFewUnits: false });
  });
});

describe('leave-one-out values', () => {
  it('of sums and counts equal those of weights', () => {
    const random = randomFrom(6n);
    const n = 120;
    const truth = Array.from({ length: n }, () => random.below(3));
    const predicted = truth.map((code) => (random.unit() < 0.6 ? code : random.below(3)));
    const y = Array.from({ length: n }, () => random.unit());
    const classes = labels(truth, predicted, ['a', 'b', 'c']);
    const values: RegressionFrame = {
      truth: Float64Array.from(y),
      predicted: Float64Array.from(y, (v) => v + random.unit() - 0.4),
    };
    const ids = Int32Array.from(y, () => random.below(30));
    for (const selection of [everyRow(n), select(n, null, ids)]) {
      for (const id of ['f1_macro', 'mcc', 'cohen_kappa', 'mae', 'rmse', 'r2', 'smape']) {
        const kernel = metricById(id).kernel(
          ['mae', 'rmse', 'r2', 'smape'].includes(id) ? values : classes,
          {},
          selection,
        );
        const { jackknife: exact, ...weighted } = kernel;
        const quick = acceleration(exact!());
        const slow = acceleration(jackknife(weighted, selection, 1n));
        expect(quick).toBeCloseTo(slow, 9);
      }
    }
  });

  it('by random groups comes near the exact acceleration', () => {
    const random = randomFrom(12n);
    const n = 2000;
    const frame = errorsFrame(Array.from({ length: n }, () => random.unit() ** 6));
    const selection = everyRow(n);
    const { jackknife: exact, ...weighted } = metricById('mae').kernel(frame, {}, selection);
    const grouped = acceleration(jackknife(weighted, selection, 3n));
    expect(acceleration(exact!())).toBeGreaterThan(0.005);
    expect(Math.abs(grouped - acceleration(exact!()))).toBeLessThan(0.006);
  });
});
