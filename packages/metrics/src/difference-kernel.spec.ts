import { expect, it } from 'vitest';
import { bca } from './bootstrap.js';
import { differenceKernel } from './difference-kernel.js';
import type { RegressionFrame } from './frame.js';
import { randomFrom } from './random.js';
import { metricById } from './registry.js';
import { everyRow } from './selection.js';

const random = randomFrom(31n);
const truth = new Float64Array(300);
const shared = Float64Array.from(truth, () => 10 * random.unit());
const frame = (extra: number): RegressionFrame => ({
  truth,
  predicted: shared.map((error) => error + extra * random.unit()),
});
const selection = everyRow(300);
const kernelOf = (of: RegressionFrame) => metricById('mae').kernel(of, {}, selection);
const resampling = { level: 0.95, alpha: 0.025, resamples: 500, seed: 1n };

it('sees a small difference that two intervals would not', () => {
  const better = kernelOf(frame(0.2));
  const worse = kernelOf(frame(0.6));
  const of = (kernel: typeof better) => {
    const result = bca(kernel, selection, resampling);
    if ('none' in result) throw new Error(`no bounds: ${result.none}`);
    return result.interval;
  };
  const paired = of(differenceKernel(worse, better));
  expect(paired.lower).toBeGreaterThan(0.1);
  expect(paired.upper).toBeLessThan(0.3);
  expect(of(better).upper).toBeGreaterThan(of(worse).lower);
});

it('of an algorithm and itself is exactly nothing', () => {
  const kernel = kernelOf(frame(0.3));
  expect(differenceKernel(kernel, kernel).measure(null).value).toBe(0);
});
