import { FEWEST_UNITS } from './bootstrap.js';
import type { Kernel } from './metric.js';
import { normalCdf } from './normal.js';
import { randomFrom, streamSeed } from './random.js';
import { drawWeights } from './resample.js';
import type { Selection } from './selection.js';

export interface JointDifference {
  /** Places in the list of kernels, a < b. */
  a: number;
  b: number;
  /** a − b on all rows, in the metric's unit; null where it is beyond the doubles. */
  difference: number | null;
  /**
   * Family-wise adjusted: at 0.05 at most one board in twenty parts any two equals, however many entries it has.
   * From 1 / (resamples + 1) to 1; null where the units or the resamples do not tell.
   */
  p: number | null;
}

interface Pair {
  a: number;
  b: number;
  difference: number;
  /** Standard error of the difference; NaN where too many resamples have no value. */
  error: number;
  /** |difference| / error as a normal deviate. */
  deviate: number;
}

const MOST_WITHOUT_VALUE = 0.05;

/**
 * Every pair of algorithms on the rows all of them predicted, told apart by the step-down max-T procedure (P. Westfall,
 * S. Young 1993; J. Romano, M. Wolf, Econometrica 73, 2005): all of them are drawn anew together, unit by unit, and
 * a pair counts as different where its deviate is beyond what the largest of all the pairs not yet told apart reaches
 * by chance. It holds the chance of parting any two equals whoever leads, since no pair is picked by the data.
 *
 * Errors are those of the resampled difference times √(u / (u − 1)); with u units the deviate is Student's with u − 1
 * degrees of freedom, brought to a normal one by D. Wallace (Ann. Math. Stat. 30, 1959). No level is below Holm's over
 * the same deviates: with 20 units and 10 entries the resamples alone parted equals in 10 % of simulated boards.
 * @param kernels of one selection, each with a value on all rows
 * @returns all pairs in the order (0, 1), (0, 2), …, (1, 2), …
 * @throws RangeError where a kernel has no value
 */
export function jointComparison(
  kernels: readonly Kernel[],
  selection: Selection,
  { resamples, seed }: { resamples: number; seed: bigint },
): JointDifference[] {
  const values = kernels.map((kernel, at) => {
    const { value } = kernel.measure(null);
    if (value === null) throw new RangeError(`kernels: ${at} has no value`);
    return value;
  });
  const { units } = selection;
  const drawn = units < FEWEST_UNITS ? null : drawnTogether(kernels, units, resamples, seed);
  const pairs = pairsOf(values, drawn, units);
  const adjusted = drawn ? stepDown(pairs, drawn, Math.sqrt(units / (units - 1))) : pairs.map(() => null);
  return pairs.map(({ a, b, difference }, at) => ({
    a,
    b,
    difference: Number.isFinite(difference) ? difference : null,
    p: adjusted[at]!,
  }));
}

/** Per kernel its value in each resample of the units; NaN where it has none. */
function drawnTogether(
  kernels: readonly Kernel[],
  units: number,
  resamples: number,
  seed: bigint,
): Float64Array[] {
  const drawn = kernels.map(() => new Float64Array(resamples));
  const random = randomFrom(streamSeed(seed, 'joint'));
  const weights = new Uint32Array(units);
  for (let draw = 0; draw < resamples; draw += 1) {
    drawWeights(random, weights);
    for (const [at, kernel] of kernels.entries())
      drawn[at]![draw] = kernel.measure(weights).value ?? Number.NaN;
  }
  return drawn;
}

function pairsOf(values: readonly number[], drawn: readonly Float64Array[] | null, units: number): Pair[] {
  return values.flatMap((first, a) =>
    values.slice(a + 1).map((second, after): Pair => {
      const b = a + 1 + after;
      const difference = first - second;
      const error = drawn ? errorOf(drawn[a]!, drawn[b]!, difference, units) : Number.NaN;
      return { a, b, difference, error, deviate: deviateOf(difference, error, units - 1) };
    }),
  );
}

function errorOf(a: Float64Array, b: Float64Array, difference: number, units: number): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let draw = 0; draw < a.length; draw += 1) {
    const off = a[draw]! - b[draw]! - difference;
    if (!Number.isFinite(off)) continue;
    count += 1;
    const step = off - mean;
    mean += step / count;
    squares += step * (off - mean);
  }
  if (count < (1 - MOST_WITHOUT_VALUE) * a.length) return Number.NaN;
  const error = Math.sqrt((squares / (count - 1)) * (units / (units - 1)));
  if (!Number.isFinite(error)) return Number.NaN;
  // Resamples that differ by rounding alone all say the same.
  return error <= 1e-12 * Math.abs(difference) ? 0 : error;
}

function deviateOf(difference: number, error: number, freedom: number): number {
  if (Number.isNaN(error)) return Number.NaN;
  if (difference === 0) return 0;
  if (error === 0) return Number.POSITIVE_INFINITY;
  const t = Math.abs(difference) / error;
  return ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
}

/** Adjusted levels in the order of `pairs`; the least likely pair against all, the next against the rest, and so on. */
function stepDown(pairs: readonly Pair[], drawn: readonly Float64Array[], grown: number): (number | null)[] {
  const resamples = drawn[0]?.length ?? 0;
  const order = [...pairs.keys()]
    .filter((at) => !Number.isNaN(pairs[at]!.deviate))
    .sort((one, other) => pairs[other]!.deviate - pairs[one]!.deviate);
  const reached = new Uint32Array(order.length);
  for (let draw = 0; draw < resamples; draw += 1) {
    let largest = 0;
    for (let place = order.length - 1; place >= 0; place -= 1) {
      const { a, b, difference, error, deviate } = pairs[order[place]!]!;
      const off = grown * Math.abs(drawn[a]![draw]! - drawn[b]![draw]! - difference);
      if (error > 0 && off > largest * error) largest = off / error;
      if (largest >= deviate) reached[place]! += 1;
    }
  }
  const adjusted: (number | null)[] = pairs.map(() => null);
  let least = 0;
  for (const [place, at] of order.entries()) {
    const { deviate } = pairs[at]!;
    // Of few units the resamples know too little of how entries hang together: never bolder than Holm over all pairs.
    const alone = deviate === 0 ? 1 : 2 * (1 - normalCdf(Math.min(deviate, 8)));
    const holm = Math.min(1, alone * (order.length - place));
    least = Math.max(least, (1 + reached[place]!) / (resamples + 1), holm);
    adjusted[at] = least;
  }
  return adjusted;
}
