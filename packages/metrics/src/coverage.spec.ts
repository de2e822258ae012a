import { expect, it } from 'vitest';
import { bca } from './bootstrap.js';
import type { RegressionFrame } from './frame.js';
import { type Random, randomFrom } from './random.js';
import { metricById } from './registry.js';
import { everyRow, type Selection, select } from './selection.js';

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}

/** Errors of an AR(1) series with ρ = 0.9, mean 0, started in its stationary state. */
function series(random: Random, n: number): RegressionFrame {
  const predicted = new Float64Array(n);
  let error = gaussian(random) / Math.sqrt(1 - 0.81);
  for (let i = 0; i < n; i++) {
    predicted[i] = error;
    error = 0.9 * error + gaussian(random);
  }
  return { truth: new Float64Array(n), predicted };
}

it('blocks keep what they promise on a series, rows do not (AR(1), ρ = 0.9)', () => {
  const rows = 3000;
  const trials = 150;
  const ids = Int32Array.from({ length: rows }, (_, i) => Math.floor(i / 100));
  const random = randomFrom(2024n);
  const covered = { block: 0, row: 0 };
  const passed = { block: 0, row: 0 };
  const plans: [keyof typeof covered, Selection][] = [
    ['block', select(rows, null, ids)],
    ['row', everyRow(rows)],
  ];
  for (let trial = 0; trial < trials; trial++) {
    const frame = series(random, rows);
    for (const [kind, selection] of plans) {
      const kernel = metricById('bias').kernel(frame, {}, selection);
      const resampling = { level: 0.95, alpha: 0.025, resamples: 300, seed: BigInt(trial) };
      const result = bca(kernel, selection, resampling);
      if ('none' in result) throw new Error(result.none);
      if (result.interval.lower <= 0 && result.interval.upper >= 0) covered[kind]++;
      if (result.oneSided.upper < 0) passed[kind]++;
    }
  }
  // Binomial(150, 0.93): 3 standard deviations are 0.06.
  expect(covered.block / trials).toBeGreaterThan(0.87);
  expect(covered.row / trials).toBeLessThan(0.5);
  expect(passed.block / trials).toBeLessThan(0.09);
  expect(passed.row / trials).toBeGreaterThan(0.18);
});
