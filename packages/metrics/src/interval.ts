import type { IntervalMethod, Jackknife, Kernel, Proportion } from './metric.js';
import { normalCdf, normalQuantile } from './normal.js';

export interface Range {
  lower: number;
  upper: number;
}

/** A two-sided interval and two one-sided bounds, each of the latter missing the truth with chance alpha. */
export interface Bounds {
  method: IntervalMethod;
  interval: Range & { level: number };
  oneSided: Range & { alpha: number };
}

/**
 * Why there are no bounds: the metric has none; it has no value; fewer than 20 units; fewer than 20 as they count
 * (unequal sizes); fewer than 20 of a class; a series judged row by row. Of resampling: more than 1 resample in 20
 * without a value; every resample gives the same value.
 */
export type NoBounds =
  | 'no_method'
  | 'undefined_value'
  | 'too_few_units'
  | 'too_few_effective_units'
  | 'too_few_of_class'
  | 'unstable'
  | 'degenerate'
  | 'series_needs_blocks';

export type BoundsResult = Bounds | { none: NoBounds; tooFewUnits: boolean };

export interface Levels {
  /** Level of the two-sided interval, 0.95 say. */
  level: number;
  /** Error of each one-sided bound, 0.05 / 3 say. */
  alpha: number;
}

export function noBounds(none: NoBounds): BoundsResult {
  return { none, tooFewUnits: none === 'too_few_units' };
}

/** @throws RangeError naming the field when a level is not between 0 and 1 (alpha: 0.5) */
export function checkLevels({ level, alpha }: Levels): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: ${level} is not between 0 and 1`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha: ${alpha} is not between 0 and 0.5`);
}

function score(successes: number, n: number, z: number): Range {
  const square = z * z;
  const centre = (successes + square / 2) / (n + square);
  const half = (z / (n + square)) * Math.sqrt((successes * (n - successes)) / n + square / 4);
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Wilson's score interval of a proportion over n independent rows (E. B. Wilson, JASA 22, 1927).
 * @param confidence two-sided level; a one-sided bound at alpha is the end at confidence 1 − 2·alpha
 * @throws RangeError unless 0 ≤ successes ≤ n, n > 0 and 0 < confidence < 1
 */
export function wilson(successes: number, n: number, confidence: number): Range {
  if (!(n > 0 && successes >= 0 && successes <= n)) throw new RangeError(`successes: ${successes} of ${n}`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence: ${confidence} is not between 0 and 1`);
  return score(successes, n, -normalQuantile((1 - confidence) / 2));
}

export function wilsonBounds({ successes, trials }: Proportion, { level, alpha }: Levels): Bounds {
  return {
    method: 'wilson',
    interval: { ...wilson(successes, trials, level), level },
    oneSided: { ...wilson(successes, trials, 1 - 2 * alpha), alpha },
  };
}

/** Σ w(θ̄ − θᵢ)³ / (6·(Σ w(θ̄ − θᵢ)²)^1.5); leave-outs without a value do not count. 0 when all agree. */
export function acceleration({ values, weights }: Jackknife): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    sum += weights[i]! * values[i]!;
    count += weights[i]!;
  }
  const mean = sum / count;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const distance = mean - values[i]!;
    squares += weights[i]! * distance * distance;
    cubes += weights[i]! * distance * distance * distance;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** Quantile of ascending values by linear interpolation (numpy's default, Hyndman & Fan type 7). */
export function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.min(sorted.length - 1, Math.floor(place));
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

/**
 * Bounds from a bootstrap distribution by BCa (B. Efron, JASA 82, 1987; Efron & Tibshirani 1993, 14.3).
 * Ties with the estimate count half in the bias correction, as in SciPy. Where the estimate lies outside the
 * middle 90 % of its own resamples the correction is not to be trusted: the wider ends of the percentile interval
 * and of the same reflected about the estimate stand, which errs to the safe side whichever way the shift goes.
 * A bound never passes the estimate.
 * @param distribution one value per resample, NaN where the resample has none
 * @param accelerate   acceleration a; null asks for the percentile interval
 */
export function bcaBounds(
  estimate: number,
  distribution: Float64Array,
  accelerate: number | null,
  { level, alpha }: Levels,
  extremes?: Kernel['extremes'],
): BoundsResult {
  const sorted = distribution.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < 0.95 * distribution.length || sorted.length === 0) return noBounds('unstable');
  const tail = (1 - level) / 2;
  const lowest = sorted[0]!;
  const highest = sorted[sorted.length - 1]!;
  if (highest - lowest <= 1e-12 * Math.max(Math.abs(lowest), Math.abs(highest))) {
    if (!extremes) return noBounds('degenerate');
    // The zero-failure end of Wilson's interval, z² / (n + z²), is what z² more failures in n + z² would give.
    const wide = extremes(normalQuantile(tail) ** 2);
    const narrow = extremes(normalQuantile(alpha) ** 2);
    return { method: 'wilson', interval: { ...wide, level }, oneSided: { ...narrow, alpha } };
  }
  let below = 0;
  for (const value of sorted) {
    if (value < estimate) below += 1;
    else if (value === estimate) below += 0.5;
    else break;
  }
  const share = below / sorted.length;
  const corrected = accelerate !== null && share >= 0.05 && share <= 0.95;
  const bias = corrected ? normalQuantile(share) : 0;
  const at = (p: number): number => {
    const z = bias + normalQuantile(p);
    const room = 1 - accelerate! * z;
    return quantile(sorted, room > 0 ? normalCdf(bias + z / room) : z > 0 ? 1 : 0);
  };
  const range = (p: number): Range => {
    const low = corrected ? at(p) : quantile(sorted, p);
    const high = corrected ? at(1 - p) : quantile(sorted, 1 - p);
    if (corrected) return { lower: Math.min(estimate, low), upper: Math.max(estimate, high) };
    return {
      lower: Math.min(estimate, low, 2 * estimate - high),
      upper: Math.max(estimate, high, 2 * estimate - low),
    };
  };
  return {
    method: corrected ? 'bca' : 'percentile',
    interval: { ...range(tail), level },
    oneSided: { ...range(alpha), alpha },
  };
}
