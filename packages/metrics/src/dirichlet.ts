import { normalQuantile } from './normal.js';

/**
 * Units of a ratio θ = Σ top / Σ bottom; `times[i]` units share the values of entry i (1 each when absent).
 * A mean has the number of rows of a unit as its bottom.
 */
export interface RatioUnits {
  top: Float64Array;
  bottom: Float64Array;
  times?: Float64Array;
}

/** One unit more than was seen. */
export interface OneMore {
  top: number;
  bottom: number;
}

/**
 * P(Σ gᵢ aᵢ > 0) for independent gᵢ ~ Gamma(timesᵢ, 1), aᵢ = topᵢ − c·bottomᵢ, with `more` counted once. In other
 * words the chance that a ratio of sums with Dirichlet weights exceeds c. Saddlepoint approximation of Lugannani
 * and Rice (Adv. Appl. Prob. 12, 1980) in Barndorff-Nielsen's form; returned as a normal deviate, so that far tails
 * keep their figures: Φ of the answer is the probability.
 */
export function deviateAbove(units: RatioUnits, more: OneMore, c: number): number {
  const { top, bottom, times } = units;
  const extra = more.top - c * more.bottom;
  let low = Math.min(0, extra);
  let high = Math.max(0, extra);
  let mean = extra;
  let square = extra * extra;
  let cube = extra * extra * extra;
  for (let i = 0; i < top.length; i++) {
    const a = top[i]! - c * bottom[i]!;
    const m = times ? times[i]! : 1;
    if (a < low) low = a;
    if (a > high) high = a;
    mean += m * a;
    square += m * a * a;
    cube += m * a * a * a;
  }
  if (high <= 0) return low < 0 ? Number.NEGATIVE_INFINITY : 0;
  if (low >= 0) return Number.POSITIVE_INFINITY;
  const scale = Math.sqrt(square);
  // Near the mean r and q vanish together; the first terms of the expansion there.
  if (Math.abs(mean) < 1e-5 * scale) return mean / scale + cube / (3 * square * scale);
  const t = saddle(units, extra, low, high, mean > 0 ? -1 : 1);
  let cumulant = -Math.log1p(-t * extra);
  let curvature = (extra / (1 - t * extra)) ** 2;
  for (let i = 0; i < top.length; i++) {
    const a = top[i]! - c * bottom[i]!;
    if (a === 0) continue;
    const m = times ? times[i]! : 1;
    const room = 1 - t * a;
    cumulant -= m * Math.log(room);
    curvature += (m * a * a) / (room * room);
  }
  const sign = t > 0 ? 1 : -1;
  const r = sign * Math.sqrt(Math.max(0, -2 * cumulant));
  const q = t * Math.sqrt(curvature);
  return -(r + Math.log(q / r) / r);

  /** Root of K′(t) = Σ m·a / (1 − t·a), increasing between its poles; `side` tells the root's sign. */
  function saddle(own: RatioUnits, more_: number, lowest: number, highest: number, side: number): number {
    let from = side > 0 ? 0 : 1 / lowest;
    let to = side > 0 ? 1 / highest : 0;
    let at = side * Math.min(Math.abs(mean) / square, 0.5 * (side > 0 ? to : -from));
    for (let step = 0; step < 100; step++) {
      let slope = more_ / (1 - at * more_);
      let bend = slope * slope;
      for (let i = 0; i < own.top.length; i++) {
        const a = own.top[i]! - c * own.bottom[i]!;
        const part = a / (1 - at * a);
        const m = own.times ? own.times[i]! : 1;
        slope += m * part;
        bend += m * part * part;
      }
      if (slope > 0) to = at;
      else from = at;
      const next = at - slope / bend;
      const moved = next > from && next < to ? next : (from + to) / 2;
      if (Math.abs(moved - at) <= 1e-12 * Math.abs(at)) return moved;
      at = moved;
    }
    return at;
  }
}

/**
 * The c with P(θ > c) = alpha when units are weighted by Dirichlet(1, …, 1) and one unit more than was seen counts:
 * an upper bound of the ratio. Over rows that are right or wrong and with a wrong row as the one more it is Clopper
 * and Pearson's; in general the bound of Gaffke (Conf. intervals for means of bounded variables, 2005).
 * @param start a value below the bound, such as the estimate
 * @param step  a first step towards it, > 0
 */
export function upperBound(
  units: RatioUnits,
  more: OneMore,
  alpha: number,
  start: number,
  step: number,
): number {
  const wanted = normalQuantile(alpha);
  const over = (c: number) => deviateAbove(units, more, c) - wanted;
  let low = start;
  let lowOver = over(low);
  if (!(lowOver > 0)) return start;
  let high = start;
  let highOver = lowOver;
  for (let tries = 0; highOver > 0; tries++) {
    if (tries > 200) return Number.POSITIVE_INFINITY;
    [low, lowOver] = [high, highOver];
    high += step;
    step *= 2;
    highOver = over(high);
  }
  // Regula falsi with halving (Illinois): the deviate is nearly linear in c.
  let side = 0;
  for (let tries = 0; tries < 100 && high - low > 1e-13 * Math.max(Math.abs(low), Math.abs(high)); tries++) {
    const ends = Number.isFinite(lowOver) && Number.isFinite(highOver);
    const middle = ends ? low + ((high - low) * lowOver) / (lowOver - highOver) : (low + high) / 2;
    if (!(middle > low && middle < high)) break;
    const value = over(middle);
    if (Math.abs(value) < 1e-10) return middle;
    if (value > 0) {
      [low, lowOver] = [middle, value];
      if (side === 1) highOver /= 2;
      side = 1;
    } else {
      [high, highOver] = [middle, value];
      if (side === -1) lowOver /= 2;
      side = -1;
    }
  }
  return high;
}
