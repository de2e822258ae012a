import type { Jackknife, Kernel, Measured, RatioView } from './metric.js';
import type { Selection } from './selection.js';

/** One number per selected row; the metric depends on their sums (and the number of rows) only. */
export interface SumRule {
  /** Fills one column per sum; `row` is the frame's row number. */
  columns: readonly ((row: number) => number)[];
  /** Value from the sums, in the order of `columns`. */
  measure(sums: readonly number[], rows: number): Measured;
  /** How the value follows from a ratio of two sums. */
  ratio: RatioRule;
}

/** `top` and `bottom`: which column; the bottom of a mean is the number of rows. */
export interface RatioRule extends Omit<RatioView, 'kind' | 'units'> {
  top: number;
  bottom: number | 'rows';
}

/** A mean of one column, of which no worst value is known. */
export const meanOfFirst: RatioRule = {
  top: 0,
  bottom: 'rows',
  value: (ratio) => ratio,
  increasing: true,
  least: null,
  most: null,
};

/** Neumaier's compensated sum: the error does not grow with the number of terms. */
export function compensatedSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

// Four independent sums let the processor overlap additions; one sum waits for each.
function weightedSum(values: Float64Array, weights: Uint32Array): number {
  const n = values.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    a += values[i]! * weights[i]!;
    b += values[i + 1]! * weights[i + 1]!;
    c += values[i + 2]! * weights[i + 2]!;
    d += values[i + 3]! * weights[i + 3]!;
  }
  for (; i < n; i++) a += values[i]! * weights[i]!;
  return a + b + (c + d);
}

/** Kernel of a metric made of sums: each unit keeps its sums, resamples weigh them. */
export function sumKernel(selection: Selection, rule: SumRule): Kernel {
  const perRow = rule.columns.map((column) => {
    const values = new Float64Array(selection.size);
    const { rows } = selection;
    for (let i = 0; i < values.length; i++) values[i] = column(rows ? rows[i]! : i);
    return values;
  });
  const totals = perRow.map(compensatedSum);
  const { unitOf, units, size } = selection;
  const sizes = unitOf ? perUnitSum(new Float64Array(size).fill(1), unitOf, units) : null;
  const perUnit = unitOf ? perRow.map((values) => perUnitSum(values, unitOf, units)) : perRow;
  return {
    measure: (weights) => {
      if (!weights) return rule.measure(totals, size);
      const rows = sizes ? weightedSum(sizes, weights) : total(weights);
      return rule.measure(
        perUnit.map((values) => weightedSum(values, weights)),
        rows,
      );
    },
    jackknife: () => dropUnits(rule, totals, perUnit, sizes, size),
    view: () => {
      if (rule.measure(totals, size).value === null) return null;
      const { top, bottom, ...rest } = rule.ratio;
      const rows = () => sizes ?? new Float64Array(units).fill(1);
      return {
        kind: 'ratio',
        units: { top: perUnit[top]!, bottom: bottom === 'rows' ? rows() : perUnit[bottom]! },
        ...rest,
      };
    },
  };
}

function total(weights: Uint32Array): number {
  let sum = 0;
  for (let u = 0; u < weights.length; u++) sum += weights[u]!;
  return sum;
}

function perUnitSum(values: Float64Array, unitOf: Int32Array, units: number): Float64Array {
  const sums = new Float64Array(units);
  for (let i = 0; i < values.length; i++) sums[unitOf[i]!]! += values[i]!;
  return sums;
}

function dropUnits(
  rule: SumRule,
  totals: readonly number[],
  perUnit: readonly Float64Array[],
  sizes: Float64Array | null,
  rows: number,
): Jackknife {
  const units = perUnit[0]!.length;
  const values = new Float64Array(units);
  const left = [...totals];
  for (let u = 0; u < units; u++) {
    for (let j = 0; j < left.length; j++) left[j] = totals[j]! - perUnit[j]![u]!;
    values[u] = rule.measure(left, rows - (sizes ? sizes[u]! : 1)).value ?? Number.NaN;
  }
  return { values, weights: new Float64Array(units).fill(1) };
}
