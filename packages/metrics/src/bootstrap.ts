import {
  acceleration,
  type BoundsResult,
  bcaBounds,
  checkLevels,
  type Levels,
  noBounds,
} from './interval.js';
import type { Jackknife, Kernel } from './metric.js';
import { randomFrom, streamSeed } from './random.js';
import { drawCells, drawWeights } from './resample.js';
import type { Selection } from './selection.js';

/** Below this many units a resampled interval is not trusted. */
export const FEWEST_UNITS = 20;
const MOST_EXACT_LEAVE_OUTS = 400;
const LEAVE_OUT_GROUPS = 200;

export interface Resampling extends Levels {
  /** Number of resamples; 1,000 say. */
  resamples: number;
  seed: bigint;
}

/** @throws RangeError naming the field */
export function checkResampling(resampling: Resampling): void {
  checkLevels(resampling);
  if (!(Number.isInteger(resampling.resamples) && resampling.resamples >= 100)) {
    throw new RangeError(`resamples: ${resampling.resamples} is not an integer of 100 or more`);
  }
}

/**
 * Values of each kernel over the same resamples of one selection's units; NaN where a resample has none.
 * Label metrics over independent rows draw confusion cells instead of rows: the same distribution,
 * at the cost of the cells.
 */
export function distributions(
  kernels: readonly Kernel[],
  selection: Selection,
  { resamples, seed }: Pick<Resampling, 'resamples' | 'seed'>,
): Float64Array[] {
  const out = kernels.map(() => new Float64Array(resamples));
  const fewCells = (kernel: Kernel) =>
    kernel.cells !== undefined && kernel.cells.counts.length * 4 <= selection.units;
  const byCell = kernels.flatMap((kernel, i) =>
    fewCells(kernel) ? [{ cells: kernel.cells!, out: out[i]! }] : [],
  );
  const byUnit = kernels.flatMap((kernel, i) => (fewCells(kernel) ? [] : [{ kernel, out: out[i]! }]));
  if (byCell.length > 0) {
    const random = randomFrom(streamSeed(seed, 'cells'));
    const { counts } = byCell[0]!.cells;
    const drawn = new Float64Array(counts.length);
    for (let b = 0; b < resamples; b++) {
      drawCells(random, counts, drawn);
      for (const one of byCell) one.out[b] = one.cells.measure(drawn).value ?? Number.NaN;
    }
  }
  if (byUnit.length > 0) {
    const random = randomFrom(streamSeed(seed, 'units'));
    const weights = new Uint32Array(selection.units);
    for (let b = 0; b < resamples; b++) {
      drawWeights(random, weights);
      for (const one of byUnit) one.out[b] = one.kernel.measure(weights).value ?? Number.NaN;
    }
  }
  return out;
}

/** Leave-one-unit-out values; with many units of a metric that cannot be downdated, 200 random groups are left out. */
export function jackknife(kernel: Kernel, selection: Selection, seed: bigint): Jackknife {
  if (kernel.jackknife) return kernel.jackknife();
  const { units } = selection;
  const exact = units <= MOST_EXACT_LEAVE_OUTS;
  const groups = exact ? units : LEAVE_OUT_GROUPS;
  const random = randomFrom(streamSeed(seed, 'leave-out'));
  const groupOf = Uint32Array.from({ length: units }, (_, unit) => (exact ? unit : random.below(groups)));
  const values = new Float64Array(groups);
  const weights = new Uint32Array(units);
  for (let g = 0; g < groups; g++) {
    for (let u = 0; u < units; u++) weights[u] = groupOf[u] === g ? 0 : 1;
    values[g] = kernel.measure(weights).value ?? Number.NaN;
  }
  return { values, weights: new Float64Array(groups).fill(1) };
}

/**
 * Bootstrap bounds of several metrics over the units of one selection, from the same resamples.
 * @param methods `bca` or `percentile` for each kernel
 */
export function bootstrapBounds(
  kernels: readonly Kernel[],
  methods: readonly ('bca' | 'percentile')[],
  selection: Selection,
  resampling: Resampling,
): BoundsResult[] {
  checkResampling(resampling);
  if (selection.units < FEWEST_UNITS) return kernels.map(() => noBounds('too_few_units'));
  const resampled = kernels.length > 0 ? distributions(kernels, selection, resampling) : [];
  return kernels.map((kernel, i) => {
    const estimate = kernel.measure(null).value;
    if (estimate === null) return noBounds('undefined_value');
    const accelerate =
      methods[i] === 'bca' ? acceleration(jackknife(kernel, selection, resampling.seed)) : null;
    return bcaBounds(estimate, resampled[i]!, accelerate, resampling, kernel.extremes);
  });
}

/** BCa bounds of one metric; see `bootstrapBounds`. */
export function bca(kernel: Kernel, selection: Selection, resampling: Resampling): BoundsResult {
  return bootstrapBounds([kernel], ['bca'], selection, resampling)[0]!;
}
