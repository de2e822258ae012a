import { FEWEST_UNITS } from './bootstrap.js';
import { clopperPearson } from './bounds.js';
import { wilson } from './interval.js';
import { normalQuantile } from './normal.js';

/** `null`: no number of rows suffices, because the expected value itself does not clear the threshold. */
export type SmallestN = number | null;

export interface Criterion {
  threshold: number;
  /** `higher`: value ≥ threshold is wanted; `lower`: value ≤ threshold. */
  direction: 'higher' | 'lower';
  /** Error of the one-sided bound, 0.05 / 3 say. */
  alpha: number;
}

const MOST_ROWS = 2 ** 40;

/**
 * Smallest number of independent rows at which the one-sided exact bound of an observed proportion clears
 * the threshold. With `expected` = 1 (0 for `lower`) it is ⌈ln α / ln t⌉: fewer rows cannot pass however good
 * the algorithm is. expected·n is not rounded to whole rows.
 * @param expected observed proportion in [0, 1]; the best possible when absent
 */
export function rowsForProportion(criterion: Criterion, expected?: number): SmallestN {
  const { threshold, direction, alpha } = criterion;
  const share = expected ?? (direction === 'higher' ? 1 : 0);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`expected: ${share} is not between 0 and 1`);
  const clears = (n: number): boolean => {
    // Beyond ten million rows the exact bound and Wilson's are one, and the exact one takes long.
    const far = n > 1e7;
    const { lower, upper } = far ? wilson(share * n, n, 1 - 2 * alpha) : clopperPearson(share * n, n, alpha);
    return direction === 'higher' ? lower >= threshold : upper <= threshold;
  };
  if (direction === 'higher' ? share <= threshold : share >= threshold) return null;
  return smallest(clears);
}

/**
 * Smallest number of independent units at which expected ± z·sd/√n clears the threshold; never below 20.
 * @param expected  mean over units, in the metric's unit
 * @param deviation standard deviation of the unit means, same unit, ≥ 0
 */
export function unitsForMean(criterion: Criterion, expected: number, deviation: number): SmallestN {
  const { threshold, direction, alpha } = criterion;
  if (!(deviation >= 0)) throw new RangeError(`deviation: ${deviation} is negative`);
  const room = direction === 'higher' ? expected - threshold : threshold - expected;
  if (room < 0 || (room === 0 && deviation > 0)) return null;
  if (deviation === 0) return FEWEST_UNITS;
  const n = Math.ceil(((normalQuantile(alpha) * deviation) / room) ** 2);
  return n > MOST_ROWS ? null : Math.max(FEWEST_UNITS, n);
}

function smallest(clears: (n: number) => boolean): SmallestN {
  let high = 1;
  while (!clears(high)) {
    high *= 2;
    if (high > MOST_ROWS) return null;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clears(middle)) high = middle;
    else low = middle;
  }
  return high;
}
