import { betaQuantile } from './beta.js';
import { deviateAbove, type OneMore, type RatioUnits, upperBound } from './dirichlet.js';
import {
  type Bounds,
  type BoundsResult,
  checkLevels,
  type Levels,
  noBounds,
  type Range,
} from './interval.js';
import type { BoundView, Proportion, QuantileView, RatioView } from './metric.js';
import { normalQuantile } from './normal.js';

/**
 * Exact interval of a proportion over n independent rows (C. Clopper, E. Pearson, Biometrika 26, 1934).
 * @param alpha error of each end
 * @throws RangeError unless 0 ≤ successes ≤ n, n > 0 and 0 < alpha < 0.5
 */
export function clopperPearson(successes: number, n: number, alpha: number): Range {
  if (!(n > 0 && successes >= 0 && successes <= n)) throw new RangeError(`successes: ${successes} of ${n}`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha: ${alpha} is not between 0 and 0.5`);
  return {
    lower: successes === 0 ? 0 : betaQuantile(alpha, successes, n - successes + 1),
    upper: successes === n ? 1 : betaQuantile(1 - alpha, successes + 1, n - successes),
  };
}

export function proportionBounds({ successes, trials }: Proportion, { level, alpha }: Levels): Bounds {
  return {
    method: 'clopper_pearson',
    interval: { ...clopperPearson(successes, trials, (1 - level) / 2), level },
    oneSided: { ...clopperPearson(successes, trials, alpha), alpha },
  };
}

/**
 * Bounds of a metric over independent units: deterministic, no resampling. A ratio's are those of `upperBound` with
 * one unit more than was seen, at its worst for the end in question; a median's are the values whose share is
 * bounded so (R. Woodruff, JASA 47, 1952). Where all units say the same and no worst is known, the value stands.
 * @param estimate the metric's value
 */
export function viewBounds(view: BoundView, estimate: number, levels: Levels): BoundsResult {
  checkLevels(levels);
  const { level, alpha } = levels;
  const ends = view.kind === 'quantile' ? medianEnds(view) : ratioEnds(view, estimate);
  if (!ends) return noBounds('undefined_value');
  const range = (of: number): Range => {
    const [a, b] = [ends.end(of, -1), ends.end(of, 1)];
    return { lower: Math.min(estimate, a, b), upper: Math.max(estimate, a, b) };
  };
  return {
    method: ends.method,
    interval: { ...range((1 - level) / 2), level },
    oneSided: { ...range(alpha), alpha },
  };
}

interface Ends {
  method: Bounds['method'];
  /** The bound with error `of`, on the lower (−1) or upper (1) side of the ratio. */
  end(of: number, side: 1 | -1): number;
}

/**
 * How far beyond the worst unit seen the one more may lie where nothing bounds it, in distances of that unit from the
 * mean: as far as the units are skewed, at most this.
 */
const BEYOND = { plain: 1.5, squared: 3 };

function ratioEnds(view: RatioView, estimate: number): Ends | null {
  const units = compressed(view.units);
  const { top, bottom } = units;
  const times = (i: number) => (units.times ? units.times[i]! : 1);
  let tops = 0;
  let bottoms = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < top.length; i++) {
    tops += times(i) * top[i]!;
    bottoms += times(i) * bottom[i]!;
    squares += times(i) * bottom[i]! ** 2;
    count += times(i);
  }
  if (!(bottoms > 0)) return null;
  const ratio = tops / bottoms;
  let [low, high, square, cube, size] = [0, 0, 0, 0, 0];
  for (let i = 0; i < top.length; i++) {
    const off = top[i]! - ratio * bottom[i]!;
    low = Math.min(low, off);
    high = Math.max(high, off);
    square += times(i) * off * off;
    cube += times(i) * off * off * off;
    size = Math.max(size, Math.abs(top[i]!));
  }
  const same = high - low <= 1e-12 * size;
  if (same && view.most === null) return { method: 'constant', end: () => estimate };
  const deviation = Math.sqrt(square);
  const skew = square > 0 && !same ? cube / count / (square / count) ** 1.5 : 0;
  const typical = squares / bottoms;
  /** The one unit more on either side. */
  const oneMore = (side: 1 | -1): OneMore => {
    const end = side > 0 ? view.most : view.least;
    const limit = view.squared ? BEYOND.squared : BEYOND.plain;
    const reach = 1 + Math.min(limit, Math.max(0, side * skew));
    const seen = ratio * typical + reach * (side > 0 ? high : low);
    if (end === null) return { top: seen, bottom: typical };
    // A loss has 0 as its least, which need not be near, and a group of rows that differ is seldom wrong as a whole:
    // what was seen is extended, no further than the end.
    const whole = view.most !== null && (same || view.grouped !== true);
    const within = side > 0 ? Math.min(seen, end * typical) : Math.max(seen, end * typical);
    return { top: whole ? end * typical : within, bottom: typical };
  };
  const mirrored: RatioUnits = { ...units, top: top.map((one) => -one) };
  return {
    method: 'one_more_unit',
    end: (of, side) => {
      const more = oneMore(side);
      const own = Math.abs(more.top - ratio * more.bottom);
      const step = Math.max(deviation, own) / bottoms;
      if (step === 0) return estimate;
      if (side > 0) return view.value(upperBound(units, more, of, ratio, step));
      const turned = { top: -more.top, bottom: more.bottom };
      return view.value(-upperBound(mirrored, turned, of, -ratio, step));
    },
  };
}

const MOST_ENTRIES = 2_000;
/** Bins per unit of asinh(deviation): rows that share one differ by 1 % of theirs. */
const FINENESS = 100;

/** Entries that deviate alike are taken together, so that a million rows cost no more than some thousand. */
function compressed(units: RatioUnits): RatioUnits {
  const { top, bottom, times } = units;
  const n = top.length;
  if (n <= MOST_ENTRIES || times) return units;
  let tops = 0;
  let bottoms = 0;
  for (let i = 0; i < n; i++) {
    tops += top[i]!;
    bottoms += bottom[i]!;
  }
  const ratio = bottoms > 0 ? tops / bottoms : 0;
  let square = 0;
  for (let i = 0; i < n; i++) square += (top[i]! - ratio * bottom[i]!) ** 2;
  const scale = Math.sqrt(square / n);
  if (!(scale > 0)) return units;
  const placeOf = new Map<number, number>();
  const sums: [number, number, number][] = [];
  for (let i = 0; i < n; i++) {
    const key = Math.round(Math.asinh((top[i]! - ratio * bottom[i]!) / scale) * FINENESS);
    let place = placeOf.get(key);
    if (place === undefined) {
      place = sums.length;
      placeOf.set(key, place);
      sums.push([0, 0, 0]);
    }
    const sum = sums[place]!;
    sum[0] += top[i]!;
    sum[1] += bottom[i]!;
    sum[2]++;
  }
  return {
    top: Float64Array.from(sums, ([one, , count]) => one / count),
    bottom: Float64Array.from(sums, ([, one, count]) => one / count),
    times: Float64Array.from(sums, ([, , count]) => count),
  };
}

function medianEnds({ values, units }: QuantileView): Ends {
  let most = 0;
  for (const unit of units) if (unit > most) most = unit;
  const sizes = new Float64Array(most + 1);
  for (const unit of units) sizes[unit]!++;
  const byRow = sizes.length === values.length;
  let squares = 0;
  for (const size of sizes) squares += size * size;
  const typical = squares / values.length;
  /** Deviate of the chance that more than half lies among the `count` least (or greatest), one unit more against it. */
  const sure = (count: number, side: 1 | -1): number => {
    if (byRow) {
      const cells = { top: new Float64Array([1, 0]), bottom: new Float64Array([1, 1]) };
      const times = new Float64Array([count, values.length - count]);
      return deviateAbove({ ...cells, times }, { top: 0, bottom: 1 }, 0.5);
    }
    const top = new Float64Array(sizes.length);
    for (let i = 0; i < count; i++) top[units[side > 0 ? i : values.length - 1 - i]!]!++;
    return deviateAbove({ top, bottom: sizes }, { top: 0, bottom: typical }, 0.5);
  };
  return {
    method: 'quantile',
    end: (of, side) => {
      const wanted = -normalQuantile(of);
      let low = 0;
      let high = values.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (sure(middle, side) >= wanted) high = middle;
        else low = middle;
      }
      return values[side > 0 ? high - 1 : values.length - high]!;
    },
  };
}
