import type { RatioUnits } from './dirichlet.js';
import type { Frame } from './frame.js';
import { isClassification } from './frame.js';
import type { Selection } from './selection.js';
import { unitSizes } from './selection.js';

/** Below this many effective units, or rows of a class, bounds are not trusted. */
export const FEWEST_EFFECTIVE = 20;

/**
 * Effective number of groups or blocks of unequal size: (Σ n²)² / Σ n⁴, which is G / (1 + CV²) of the share each has
 * in the variance when a unit stands or falls as a whole (A. Carter, K. Schnepel, D. Steigerwald, Rev. Econ. Stat.
 * 99, 2017). G where all are equal; about 1 where one holds half the rows.
 * @param sizes rows of each unit, ≥ 0; units without rows do not count
 */
export function effectiveUnits(sizes: ArrayLike<number>): number {
  let squares = 0;
  let fourths = 0;
  for (let u = 0; u < sizes.length; u++) {
    const square = sizes[u]! * sizes[u]!;
    squares += square;
    fourths += square * square;
  }
  return fourths === 0 ? 0 : (squares * squares) / fourths;
}

/** Rows of one class and the effective number of units they are in. */
export interface ClassCount {
  code: number;
  rows: number;
  effective: number;
}

/** Per class of the frame, also those without a row. */
export function classCounts(frame: Frame, selection: Selection): ClassCount[] {
  if (!isClassification(frame)) return [];
  const { rows, size, unitOf, units } = selection;
  const counts = frame.classes.map(() => 0);
  const perUnit =
    unitOf && frame.classes.length <= 1024 ? frame.classes.map(() => new Float64Array(units)) : null;
  for (let i = 0; i < size; i++) {
    const code = frame.truth[rows ? rows[i]! : i]!;
    counts[code]!++;
    if (perUnit) perUnit[code]![unitOf![i]!]!++;
  }
  return counts.map((count, code) => ({
    code,
    rows: count,
    effective: perUnit ? Math.min(count, effectiveUnits(perUnit[code]!)) : count,
  }));
}

/** Effective number of units of a selection by their rows. */
export const effectiveOf = (selection: Selection): number => effectiveUnits(unitSizes(selection));

/** Effective number of entries of a ratio by what each adds to its bottom (Kish: (Σ b)² / Σ b²). */
export function effectiveEntries({ bottom, times }: RatioUnits): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < bottom.length; i++) {
    const m = times ? times[i]! : 1;
    sum += m * bottom[i]!;
    squares += m * bottom[i]! * bottom[i]!;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
