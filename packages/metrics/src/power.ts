import { incompleteBeta } from './beta.js';
import { normalQuantile } from './normal.js';
import type { Criterion, SmallestN } from './sample-size.js';

// On its own and small: the web counts with it while a threshold is typed (ADR 37), and sealing counts with the same.

/** Chance that is asked of an exam: a program as good as hoped for passes in 4 of 5 cases. */
export const ENOUGH_POWER = 0.8;
const MOST_ROWS_FOR_POWER = 200_000;

/** P(X ≥ k) of a binomial X. */
function atLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : incompleteBeta(p, k, n - k + 1);
}

/**
 * Fewest hits of n with which the exact bound (Clopper–Pearson) clears the bar; n + 1 where not even n do. A bound at
 * error alpha clears a bar exactly when so many hits are no likelier than alpha at that bar.
 */
function fewestHits(n: number, bar: number, alpha: number, from = 0): number {
  let hits = from;
  while (hits <= n && atLeast(hits, n, bar) > alpha) hits += 1;
  return hits;
}

/** Errors that must stay low are hits that must be many. */
const asHits = ({ threshold, direction }: Criterion, truth: number): [share: number, bar: number] =>
  direction === 'higher' ? [truth, threshold] : [1 - truth, 1 - threshold];

/**
 * Chance that the one-sided exact bound of n independent rows clears the threshold when the true proportion is
 * `truth`: exact, by the binomial distribution.
 * @param n whole, ≥ 0
 */
export function powerForProportion(criterion: Criterion, truth: number, n: number): number {
  if (!(truth >= 0 && truth <= 1)) throw new RangeError(`truth: ${truth} is not between 0 and 1`);
  if (n === 0) return 0;
  const [share, bar] = asHits(criterion, truth);
  if (bar <= 0) return 1;
  let [low, high] = [-1, n + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (atLeast(middle, n, bar) <= criterion.alpha) high = middle;
    else low = middle;
  }
  return atLeast(high, n, share);
}

/** Smallest number of rows with which the chance to pass is `power`; null where none up to 200,000 suffices. */
export function rowsForPower(criterion: Criterion, truth: number, power: number = ENOUGH_POWER): SmallestN {
  const { threshold, direction, alpha } = criterion;
  const gap = direction === 'higher' ? truth - threshold : threshold - truth;
  if (gap <= 0) return null;
  const z = -normalQuantile(alpha) * Math.sqrt(threshold * (1 - threshold));
  const about = ((z - normalQuantile(1 - power) * Math.sqrt(truth * (1 - truth))) / gap) ** 2;
  if (about > MOST_ROWS_FOR_POWER / 2) return null;
  const [share, bar] = asHits(criterion, truth);
  if (bar <= 0) return 1;
  let n = Math.max(1, Math.floor(0.7 * about));
  let hits = fewestHits(n, bar, alpha, Math.max(0, Math.floor(n * bar)));
  while (atLeast(hits, n, share) < power) {
    n += 1;
    // One row more asks for one hit more at most.
    hits = fewestHits(n, bar, alpha, hits);
  }
  return n;
}
