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

/** Chance that is asked of an exam: a program as good as hoped for passes in 4 of 5 cases. */
export const ENOUGH_POWER = 0.8;
const MOST_ROWS_FOR_POWER = 200_000;

/**
 * Chance that the one-sided exact bound of n independent rows clears the threshold when the true proportion is
 * `truth`: exact, by the binomial distribution.
 * @param n whole, ≥ 0
 */
export function powerForProportion(criterion: Criterion, truth: number, n: number): number {
  const { threshold, direction, alpha } = criterion;
  if (!(truth >= 0 && truth <= 1)) throw new RangeError(`truth: ${truth} is not between 0 and 1`);
  if (n === 0) return 0;
  // Errors that must stay low are hits that must be many.
  const [share, bar] = direction === 'higher' ? [truth, threshold] : [1 - truth, 1 - threshold];
  const clears = (hits: number) => clopperPearson(hits, n, alpha).lower >= bar;
  if (!clears(n)) return 0;
  let [low, high] = [-1, n];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (clears(middle)) high = middle;
    else low = middle;
  }
  return atLeast(high, n, share);
}

/** P(X ≥ k), X binomial: each term from the one before, from the mode outwards, so nothing underflows to 0 first. */
function atLeast(k: number, n: number, p: number): number {
  if (k <= 0 || p === 1) return 1;
  if (p === 0) return 0;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  let [above, below] = [mode >= k ? 1 : 0, mode >= k ? 0 : 1];
  for (let term = 1, i = mode; i < n && term > 1e-18; i += 1) {
    term *= ((n - i) * p) / ((i + 1) * (1 - p));
    if (i + 1 >= k) above += term;
    else below += term;
  }
  for (let term = 1, i = mode; i > 0 && term > 1e-18; i -= 1) {
    term *= (i * (1 - p)) / ((n - i + 1) * p);
    if (i - 1 >= k) above += term;
    else below += term;
  }
  return above / (above + below);
}

/** Smallest number of rows with which the chance to pass is `power`; null where none up to 200,000 suffices. */
export function rowsForPower(criterion: Criterion, truth: number, power: number = ENOUGH_POWER): SmallestN {
  const { threshold, direction, alpha } = criterion;
  const gap = direction === 'higher' ? truth - threshold : threshold - truth;
  if (gap <= 0) return null;
  const z = -normalQuantile(alpha) * Math.sqrt(threshold * (1 - threshold));
  const about = ((z - normalQuantile(1 - power) * Math.sqrt(truth * (1 - truth))) / gap) ** 2;
  if (about > MOST_ROWS_FOR_POWER / 2) return null;
  let n = Math.max(1, Math.floor(0.7 * about));
  while (powerForProportion(criterion, truth, n) < power) n += 1;
  return n;
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
