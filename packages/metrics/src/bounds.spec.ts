import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaQuantile, incompleteBeta } from './beta.js';
import { clopperPearson, viewBounds } from './bounds.js';
import { deviateAbove, type RatioUnits, upperBound } from './dirichlet.js';
import { effectiveUnits } from './effective-units.js';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import type { Bounds } from './interval.js';
import { memoryOf, proposedBlock } from './memory.js';
import type { RatioView } from './metric.js';
import { normalCdf } from './normal.js';
import { randomFrom } from './random.js';
import { metricById } from './registry.js';
import { everyRow, type Selection, select } from './selection.js';

interface Golden {
  beta: [number, number, number, number][];
  clopper: [number, number, number, number, number][];
  tails: { name: string; a: number[]; p: number }[];
  delong: { truth: number[]; scores: number[]; area: number; variance: number };
  median: { errors: number[]; upper: number; lower: number };
  memory: { values: number[]; block: number; inflation: number }[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/bounds.json', import.meta.url), 'utf8')) as Golden;
const ALPHA = 0.05 / 3;
const LEVELS = { level: 0.95, alpha: ALPHA };

function boundsOf(id: string, frame: ClassificationFrame | RegressionFrame, selection: Selection): Bounds {
  const kernel = metricById(id).kernel(frame, {}, selection);
  const result = viewBounds(kernel.view!()!, kernel.measure(null).value!, LEVELS);
  if ('none' in result) throw new Error(result.none);
  return result;
}

const errors = (values: ArrayLike<number>): RegressionFrame => ({
  truth: new Float64Array(values.length),
  predicted: Float64Array.from(values),
});

const labels = (truth: number[], predicted = truth, scores?: number[]): ClassificationFrame => ({
  classes: ['n', 'p'],
  truth: Int32Array.from(truth),
  predicted: Int32Array.from(predicted),
  ...(scores ? { scores: Float64Array.from(scores) } : {}),
});

describe('exact bounds of a proportion against SciPy', () => {
  it('incomplete beta function and its quantile', () => {
    for (const [x, a, b, p] of golden.beta) {
      expect(incompleteBeta(x, a, b)).toBeCloseTo(p, 8);
      expect(incompleteBeta(betaQuantile(0.3, a, b), a, b)).toBeCloseTo(0.3, 8);
    }
  });

  it('Clopper and Pearson', () => {
    for (const [successes, n, alpha, lower, upper] of golden.clopper) {
      const range = clopperPearson(successes, n, alpha);
      expect(range.lower).toBeCloseTo(lower, 9);
      expect(range.upper).toBeCloseTo(upper, 9);
    }
    expect(() => clopperPearson(3, 2, 0.05)).toThrow('3 of 2');
    expect(() => clopperPearson(1, 2, 0.6)).toThrow('alpha');
  });
});

describe('the ratio with one unit more', () => {
  it('has the tails that inverting the characteristic function gives', () => {
    for (const { name, a, p } of golden.tails) {
      const units = {
        top: Float64Array.from(a.slice(0, -1)),
        bottom: new Float64Array(a.length - 1).fill(1),
      };
      const own = normalCdf(deviateAbove(units, { top: a.at(-1)!, bottom: 1 }, 0));
      expect(Math.abs(own - p), name).toBeLessThan(0.01 * Math.min(p, 1 - p) + 1e-4);
    }
  });

  it('is Clopper and Pearson where units are right or wrong', () => {
    for (const [wrong, n] of [
      [1, 40],
      [5, 100],
      [30, 100],
      [200, 1000],
    ] as const) {
      const units: RatioUnits = {
        top: Float64Array.of(1, 0),
        bottom: Float64Array.of(1, 1),
        times: Float64Array.of(wrong, n - wrong),
      };
      const own = upperBound(units, { top: 1, bottom: 1 }, ALPHA, wrong / n, 0.01);
      expect(own / clopperPearson(wrong, n, ALPHA).upper).toBeCloseTo(1, 2);
    }
  });

  it('is the same however a million rows are told apart', () => {
    const random = randomFrom(3n);
    const values = Float64Array.from({ length: 30_000 }, () => random.unit() ** 4);
    const view = metricById('mae').kernel(errors(values), {}, everyRow(values.length)).view!() as RatioView;
    const taken = viewBounds(view, 0.2, LEVELS) as Bounds;
    const times = new Float64Array(values.length).fill(1);
    const apart = viewBounds({ ...view, units: { ...view.units, times } }, 0.2, LEVELS) as Bounds;
    const width = apart.interval.upper - apart.interval.lower;
    expect(Math.abs(taken.oneSided.upper - apart.oneSided.upper)).toBeLessThan(0.002 * width);
    expect(Math.abs(taken.oneSided.lower - apart.oneSided.lower)).toBeLessThan(0.002 * width);
  });

  it('stays within its range, around its estimate, and widens with the level', () => {
    const random = randomFrom(5n);
    const truth = Array.from({ length: 300 }, () => random.below(2));
    const predicted = truth.map((code) => (random.unit() < 0.97 ? code : 1 - code));
    const scores = truth.map((code) => Math.min(1, 0.5 * code + 0.6 * random.unit()));
    const frame = labels(truth, predicted, scores);
    for (const id of ['f1', 'f1_macro', 'mcc', 'cohen_kappa', 'balanced_accuracy', 'roc_auc', 'brier', 'ece'])
      for (const selection of [
        everyRow(300),
        select(
          300,
          null,
          Int32Array.from(truth, (_, i) => i % 50),
        ),
      ]) {
        const kernel = metricById(id).kernel(frame, {}, selection);
        const value = kernel.measure(null).value!;
        const { interval, oneSided } = boundsOf(id, frame, selection);
        expect(oneSided.lower, id).toBeLessThan(interval.lower);
        expect(interval.lower, id).toBeLessThan(value);
        expect(interval.upper, id).toBeGreaterThan(value);
        expect(oneSided.upper, id).toBeGreaterThan(interval.upper);
      }
  });
});

describe('what every unit says', () => {
  it('stands where no worse is known', () => {
    expect(boundsOf('mae', errors(new Array(50).fill(0)), everyRow(50))).toMatchObject({
      method: 'constant',
      oneSided: { lower: 0, upper: 0 },
    });
    expect(boundsOf('rmse', errors(new Array(50).fill(10)), everyRow(50)).oneSided).toMatchObject({
      lower: 10,
      upper: 10,
    });
  });

  it('of a flawless classifier allows for the rows, and for the groups, that were not seen', () => {
    const truth = Array.from({ length: 400 }, (_, i) => i % 2);
    const groups = select(
      400,
      null,
      Int32Array.from(truth, (_, i) => Math.floor(i / 10)),
    );
    expect(boundsOf('accuracy', labels(truth), groups).oneSided.lower).toBeCloseTo(ALPHA ** (1 / 40), 2);
    expect(boundsOf('f1', labels(truth), everyRow(400)).oneSided.lower).toBeGreaterThan(0.97);
    for (const id of ['f1', 'f1_macro', 'mcc', 'cohen_kappa', 'balanced_accuracy']) {
      const { lower, upper } = boundsOf(id, labels(truth), groups).oneSided;
      expect(upper, id).toBeCloseTo(1, 9);
      expect(lower, id).toBeGreaterThan(0.75);
      expect(lower, id).toBeLessThan(0.91);
    }
  });
});

describe('curves', () => {
  it('move with their rows as DeLong says', () => {
    const { truth, scores, area, variance } = golden.delong;
    const kernel = metricById('roc_auc').kernel(labels(truth, truth, scores), {}, everyRow(200));
    expect(kernel.measure(null).value).toBeCloseTo(area, 12);
    const { top } = (kernel.view!() as RatioView).units;
    const own = top.reduce((sum, one) => sum + one * one, 0) / 200 ** 2;
    expect(own).toBeCloseTo(variance, 12);
  });

  it('move with their rows as taking them a little more often shows', () => {
    const random = randomFrom(9n);
    const n = 150;
    const truth = Array.from({ length: n }, () => (random.unit() < 0.3 ? 1 : 0));
    const scores = truth.map((code) => Math.round(10 * (code + random.unit() * 2)) / 10);
    const many = 100_000;
    for (const id of ['roc_auc', 'pr_auc']) {
      const kernel = metricById(id).kernel(labels(truth, truth, scores), {}, everyRow(n));
      const value = kernel.measure(null).value!;
      const { top } = (kernel.view!() as RatioView).units;
      for (const row of [0, 7, 70, 149]) {
        const weights = new Uint32Array(n).fill(many);
        weights[row]! += 1;
        const moved = (kernel.measure(weights).value! - value) * n * many;
        expect(Math.abs(moved - top[row]!), `${id} ${row}`).toBeLessThan(0.01);
      }
    }
  });
});

it('the median has the bounds of its order statistics', () => {
  const { errors: values, upper, lower } = golden.median;
  const { oneSided, method } = boundsOf('median_ae', errors(values), everyRow(values.length));
  expect(method).toBe('quantile');
  expect([oneSided.lower, oneSided.upper]).toEqual([lower, upper]);
});

describe('memory and unequal units', () => {
  it('block lengths as Politis and White have them', () => {
    for (const { values, block, inflation } of golden.memory) {
      const own = memoryOf(values);
      expect(own.block).toBeCloseTo(block, 6);
      expect(own.inflation).toBeCloseTo(inflation, 6);
    }
    expect(proposedBlock(golden.memory[2]!.values)).toBe(1);
    expect(proposedBlock(golden.memory[1]!.values)).toBe(Math.ceil(2 * golden.memory[1]!.block));
    expect(memoryOf(new Float64Array(100)).block).toBe(0);
  });

  it('one group with half the rows counts as one, equal ones as they are', () => {
    expect(effectiveUnits(new Array(30).fill(7))).toBeCloseTo(30, 12);
    expect(effectiveUnits([990, ...new Array(99).fill(10)])).toBeLessThan(1.1);
    expect(effectiveUnits([])).toBe(0);
  });
});
