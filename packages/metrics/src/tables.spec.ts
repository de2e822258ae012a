import { expect, it } from 'vitest';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import { randomFrom } from './random.js';
import { compute } from './registry.js';
import { confusionMatrix, perClass, perHorizon, reliability } from './tables.js';

const random = randomFrom(1n);
const truth = Int32Array.from({ length: 500 }, () => random.below(2));
const frame: ClassificationFrame = {
  classes: ['n', 'p'],
  truth,
  predicted: truth,
  scores: Float64Array.from(truth, (code) => 0.4 * code + 0.6 * random.unit()),
};

it('reliability bins add up to the calibration error and what chance adds to it', () => {
  const bins = reliability(frame)!;
  expect(bins).toHaveLength(15);
  expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(500);
  let gap = 0;
  for (const bin of bins) {
    if (bin.rows === 0) continue;
    expect(bin.confidence!).toBeGreaterThan(bin.lower);
    expect(bin.confidence!).toBeLessThanOrEqual(bin.upper);
    gap += (bin.rows / 500) * Math.abs(bin.observed! - bin.confidence!);
  }
  const error = compute('ece', frame).value!;
  expect(error).toBeLessThan(gap);
  // Chance adds at most the mean of a half-normal per bin, √(2/π) of a standard error that is at most ½ / √rows.
  const most = bins.reduce((sum, bin) => sum + Math.sqrt((2 / Math.PI) * bin.rows) / 2 / 500, 0);
  expect(error).toBeGreaterThan(gap - most);
  expect(reliability({ ...frame, scores: frame.scores!.map((s) => 2 * s) })).toBeNull();
});

it('tables keep to the chosen rows', () => {
  const rows = Int32Array.of(0, 1, 2);
  const ones = Array.from(rows).filter((row) => truth[row] === 1).length;
  expect(confusionMatrix(frame, rows)).toEqual([
    [3 - ones, 0],
    [0, ones],
  ]);
  expect(perClass(frame, rows)[1]).toMatchObject({ class: 'p', support: ones, predicted: ones });
});

it('counts thousands of classes', () => {
  const k = 3000;
  const codes = Int32Array.from({ length: 5000 }, () => random.below(k));
  const many = {
    classes: Array.from({ length: k }, (_, c) => `c${c}`),
    truth: codes,
    predicted: codes.slice(),
  };
  many.predicted[0] = (codes[0]! + 1) % k;
  expect(compute('accuracy', many).value).toBe(4999 / 5000);
  expect(confusionMatrix(many)[codes[0]!]![many.predicted[0]!]).toBe(1);
});

it('takes horizons apart', () => {
  const series: RegressionFrame = {
    truth: Float64Array.of(1, 2, 3, 4),
    predicted: Float64Array.of(2, 2, 4, 7),
    horizon: Int32Array.of(10, 2, 10, 2),
  };
  const rows = perHorizon(series, ['mae', 'bias']);
  expect(
    rows.map(({ horizon, rows: n, values }) => [horizon, n, values.mae?.value, values.bias?.value]),
  ).toEqual([
    [2, 2, 1.5, 1.5],
    [10, 2, 1, 1],
  ]);
  expect(() => perHorizon({ truth: series.truth, predicted: series.predicted }, ['mae'])).toThrow('horizon');
});
