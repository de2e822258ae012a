import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bca } from './bootstrap.js';
import { differenceKernel } from './difference-kernel.js';
import type { Frame } from './frame.js';
import { pairedDifference } from './paired-difference.js';
import { metricById } from './registry.js';
import { everyRow, select } from './selection.js';

interface Golden {
  name: string;
  metric: string;
  truth: number[];
  unit: number[];
  runs: { id: string; predicted: number[]; value: number; interval: [number, number] }[];
  /** By NumPy on 20,000 resamples of its own: [a, b, p]. */
  p: [string, string, number][];
}
const golden: Golden[] = JSON.parse(readFileSync(new URL('../golden/pairs.json', import.meta.url), 'utf8'));
const resampling = { resamples: 2_000, seed: 5n };

const errorsOf = (errors: readonly number[]): Frame => ({
  truth: new Float64Array(errors.length),
  predicted: Float64Array.from(errors),
});
const maeOf = (errors: readonly number[]) =>
  metricById('mae').kernel(errorsOf(errors), {}, everyRow(errors.length));

describe.each(golden.map((one) => [one.name, one] as const))('pairs with %s', (_, one) => {
  const selection = select(one.truth.length, null, Int32Array.from(one.unit));
  const kernels = new Map(
    one.runs.map(({ id, predicted }) => {
      const frame: Frame =
        one.metric === 'mae'
          ? { truth: Float64Array.from(one.truth), predicted: Float64Array.from(predicted) }
          : { classes: ['0', '1'], truth: Int32Array.from(one.truth), predicted: Int32Array.from(predicted) };
      return [id, metricById(one.metric).kernel(frame, {}, selection)];
    }),
  );

  it('are told apart as the independent computation tells them', () => {
    const figureOf = new Map(one.runs.map(({ id, value }) => [id, value]));
    for (const [a, b, p] of one.p) {
      const more = { ...resampling, resamples: 8_000 };
      const ours = pairedDifference(kernels.get(a)!, kernels.get(b)!, selection, more);
      if ('none' in ours) throw new Error(ours.none);
      expect(ours.difference).toBeCloseTo(figureOf.get(a)! - figureOf.get(b)!, 9);
      expect(Math.abs(ours.p - p), `${a} – ${b}`).toBeLessThan(0.001 + 0.15 * p);
    }
  });

  it('do not depend on who is named first', () => {
    for (const [a, b] of one.p) {
      const there = pairedDifference(kernels.get(a)!, kernels.get(b)!, selection, resampling);
      const back = pairedDifference(kernels.get(b)!, kernels.get(a)!, selection, resampling);
      if ('none' in there || 'none' in back) throw new Error('no interval');
      expect(back.difference).toBe(-there.difference);
      expect(back.p).toBeCloseTo(there.p, 4);
    }
  });
});

it('parts what overlapping intervals cannot', () => {
  const { runs, p } = golden[0]!;
  const [leader, worse] = [runs[0]!, runs[1]!];
  expect(worse.interval[0]).toBeLessThan(leader.interval[1]);
  expect(p[0]).toEqual([leader.id, worse.id, 0]);
});

it('is the level at which the interval just reaches 0', () => {
  const a = Array.from({ length: 60 }, (_, at) => 1 + ((at * 37) % 11) / 10);
  const b = a.map((error, at) => error + (((at * 53) % 17) - 7) / 10);
  const [one, other] = [maeOf(a), maeOf(b)];
  const selection = everyRow(60);
  const result = pairedDifference(one, other, selection, resampling);
  if ('none' in result) throw new Error(result.none);
  expect(result.p).toBeGreaterThan(0.01);
  expect(result.p).toBeLessThan(0.9);
  const holdsZero = (alpha: number) => {
    const bounds = bca(differenceKernel(one, other), selection, {
      ...resampling,
      level: 1 - alpha,
      alpha: 0.025,
    });
    if ('none' in bounds) throw new Error(bounds.none);
    return bounds.interval.lower <= 0 && bounds.interval.upper >= 0;
  };
  expect([holdsZero(result.p * 0.99), holdsZero(result.p * 1.01)]).toEqual([true, false]);
});

it('finds the same answers no different, a constant gap as plain as can be, and few units too few', () => {
  const errors = Array.from({ length: 30 }, (_, at) => 1 + (at % 7));
  const selection = everyRow(30);
  const off = maeOf(errors.map((error) => error + 1));
  expect(pairedDifference(off, off, selection, resampling)).toEqual({ difference: 0, p: 1 });
  const shifted = pairedDifference(off, maeOf(errors), selection, resampling);
  expect(shifted).toEqual({ difference: expect.closeTo(1, 12), p: 1 / 2_000 });
  const few = errors.slice(0, 19);
  expect(pairedDifference(maeOf(few), maeOf(few), everyRow(19), resampling)).toEqual({
    none: 'too_few_units',
  });
});
