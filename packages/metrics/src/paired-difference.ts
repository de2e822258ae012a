import { distributions, FEWEST_UNITS, jackknife, type Resampling } from './bootstrap.js';
import { differenceKernel } from './difference-kernel.js';
import { acceleration, bcaBounds, type NoBounds } from './interval.js';
import type { Kernel } from './metric.js';
import type { Selection } from './selection.js';

export interface PairedDifference {
  /** a − b on all rows, in the metric's unit. */
  difference: number;
  /**
   * The smallest α at which the two-sided 1 − α interval of the difference does not contain 0; no smaller than
   * one resample can tell (1 / resamples), 1 where no interval keeps 0 out.
   */
  p: number;
}

const STEPS = 24;
const WIDEST = 0.999_999;

/**
 * Tells two algorithms apart on the rows both predicted: interval of the paired difference by BCa (Efron 1987) over
 * the selection's units, inverted for the level at which it just reaches 0 (Efron & Tibshirani 1993, 15.4).
 * Both kernels must be of this selection.
 * @param method `percentile` for metrics whose own interval is
 */
export function pairedDifference(
  a: Kernel,
  b: Kernel,
  selection: Selection,
  { resamples, seed }: Pick<Resampling, 'resamples' | 'seed'>,
  method: 'bca' | 'percentile' = 'bca',
): PairedDifference | { none: NoBounds } {
  if (selection.units < FEWEST_UNITS) return { none: 'too_few_units' };
  const kernel = differenceKernel(a, b);
  const difference = kernel.measure(null).value;
  if (difference === null) return { none: 'undefined_value' };
  const [drawn] = distributions([kernel], selection, { resamples, seed });
  const accelerate = method === 'bca' ? acceleration(jackknife(kernel, selection, seed)) : null;
  /** Whether the interval keeps 0 out; null where there is none because every resample says the same. */
  const apart = (alpha: number): boolean | null | { none: NoBounds } => {
    const result = bcaBounds(difference, drawn!, accelerate, { level: 1 - alpha, alpha: 0.025 });
    if ('none' in result) return result.none === 'degenerate' ? null : { none: result.none };
    return result.interval.lower > 0 || result.interval.upper < 0;
  };
  const least = 1 / resamples;
  const atLeast = apart(least);
  if (atLeast !== null && typeof atLeast === 'object') return atLeast;
  if (atLeast === null) return { difference, p: difference === 0 ? 1 : least };
  if (atLeast) return { difference, p: least };
  if (apart(WIDEST) !== true) return { difference, p: 1 };
  let [together, parted] = [least, WIDEST];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (together + parted) / 2;
    if (apart(middle) === true) parted = middle;
    else together = middle;
  }
  return { difference, p: parted };
}
