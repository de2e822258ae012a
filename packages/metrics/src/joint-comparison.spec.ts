import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jointComparison } from './joint-comparison.js';
import type { Kernel } from './metric.js';
import { randomFrom } from './random.js';
import { metricById } from './registry.js';
import { select } from './selection.js';

interface Golden {
  name: string;
  metric: 'mae' | 'accuracy';
  truth: number[];
  unit: number[];
  runs: { id: string; predicted: number[] }[];
  /** By numpy and SciPy, from resamples of their own. */
  p: [string, string, number][];
}
const golden: Golden[] = JSON.parse(readFileSync(new URL('../golden/pairs.json', import.meta.url), 'utf8'));

const meanOf = (losses: ArrayLike<number>): Kernel => ({
  measure: (weights) => {
    let sum = 0;
    for (let unit = 0; unit < losses.length; unit += 1) sum += (weights?.[unit] ?? 1) * losses[unit]!;
    return { value: sum / losses.length, issue: null };
  },
});
const each = (n: number) => select(n, null, null);
const drawing = { resamples: 4_000, seed: 5n };

describe.each(golden.map((one) => [one.name, one] as const))('levels of %s', (_, one) => {
  it('are those of an independent computation, within what its resamples leave open', () => {
    const { truth, unit, runs, metric } = one;
    const selection = select(truth.length, null, Int32Array.from(unit));
    const kernels = runs.map(({ predicted }) =>
      metricById(metric).kernel(
        metric === 'mae'
          ? { truth: Float64Array.from(truth), predicted: Float64Array.from(predicted) }
          : { classes: ['no', 'yes'], truth: Int32Array.from(truth), predicted: Int32Array.from(predicted) },
        {},
        selection,
      ),
    );
    const found = jointComparison(kernels, selection, { resamples: 10_000, seed: 3n });
    expect(found.map(({ a, b }) => [runs[a]!.id, runs[b]!.id])).toEqual(one.p.map(([a, b]) => [a, b]));
    // Two resampled standard errors differ by 0.9 % (1 / √2·10,000 and 1 / √2·20,000), which moves the level of a deviate
    // z by z² times that: a tenth of it at three times the 0.9 % and z = 2.
    for (const [at, [, , p]] of one.p.entries())
      expect(Math.abs(found[at]!.p! - p)).toBeLessThan(0.003 + 0.1 * p);
  });
});

describe('a joint comparison', () => {
  it('asks more of a pair the more entries a board has', () => {
    const random = randomFrom(1n);
    const noise = () => Array.from({ length: 200 }, () => random.unit());
    const first = noise();
    // About 2.6 standard errors: plain between two, nothing special among thirty.
    const mean = (losses: readonly number[]) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const other = noise();
    const second = other.map((loss) => loss - mean(other) + mean(first) + 0.075);
    const level = (more: number) =>
      jointComparison(
        [first, second, ...Array.from({ length: more }, noise)].map(meanOf),
        each(200),
        drawing,
      )[0]!.p!;
    expect(level(0)).toBeLessThan(0.05);
    expect(level(28)).toBeGreaterThan(0.05);
  });

  it('tells equals from what always differs alike', () => {
    const random = randomFrom(2n);
    const losses = Array.from({ length: 50 }, () => random.unit());
    const found = jointComparison(
      [losses, losses, losses.map((loss) => loss + 1)].map(meanOf),
      each(50),
      drawing,
    );
    expect(found.map(({ p }) => p)).toEqual([1, 1 / 4_001, 1 / 4_001]);
  });

  it('does not part by a handful of rows what answers all others alike', () => {
    const one = new Float64Array(300);
    const other = one.map((_, at) => Number(at < 3));
    expect(jointComparison([one, other].map(meanOf), each(300), drawing)[0]!.p).toBeGreaterThan(0.05);
  });

  it('says nothing of fewer than 20 units, or of what most resamples have no value for', () => {
    const losses = Array.from({ length: 19 }, (_, at) => at);
    expect(jointComparison([losses, losses.toReversed()].map(meanOf), each(19), drawing)[0]!.p).toBeNull();
    const rare: Kernel = {
      measure: (weights) =>
        !weights || weights[0]! > 0 ? { value: 1, issue: null } : { value: null, issue: 'no_positives' },
    };
    const found = jointComparison(
      [rare, meanOf(new Float64Array(30)), meanOf(new Float64Array(30))],
      each(30),
      drawing,
    );
    expect(found.map(({ p }) => p)).toEqual([null, null, 1]);
  });

  it('gives the same levels for the same seed', () => {
    const random = randomFrom(4n);
    const kernels = [1, 2, 3].map(() => meanOf(Array.from({ length: 40 }, () => random.unit())));
    expect(jointComparison(kernels, each(40), drawing)).toEqual(jointComparison(kernels, each(40), drawing));
  });
});
