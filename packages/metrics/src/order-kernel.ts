import { argsort } from './argsort.js';
import { type Kernel, known, undefinedBecause } from './metric.js';
import type { Selection } from './selection.js';

function valuesOf(column: (row: number) => number, { rows, size }: Selection): Float64Array {
  const values = new Float64Array(size);
  for (let i = 0; i < size; i++) values[i] = column(rows ? rows[i]! : i);
  return values;
}

/** Median of one number per row: sorted once, a resample walks the order until half its rows are passed. */
export function medianKernel(column: (row: number) => number, selection: Selection): Kernel {
  const { order: units, values: sorted } = argsort(valuesOf(column, selection));
  const { unitOf } = selection;
  if (unitOf) for (let i = 0; i < units.length; i++) units[i] = unitOf[units[i]!]!;
  return {
    view: () => (sorted.length === 0 ? null : { kind: 'quantile', values: sorted, units }),
    measure: (weights) => {
      let rows = weights ? 0 : sorted.length;
      if (weights) for (let i = 0; i < sorted.length; i++) rows += weights[units[i]!]!;
      if (rows === 0) return undefinedBecause('empty');
      const lower = (rows - 1) >> 1;
      const upper = rows >> 1;
      if (!weights) return known((sorted[lower]! + sorted[upper]!) / 2);
      let passed = 0;
      let low = 0;
      let found = false;
      for (let i = 0; i < sorted.length; i++) {
        passed += weights[units[i]!]!;
        if (!found && passed > lower) {
          low = sorted[i]!;
          found = true;
        }
        if (passed > upper) return known((low + sorted[i]!) / 2);
      }
      return undefinedBecause('empty');
    },
  };
}

/** Largest of one number per row. */
export function maximumKernel(column: (row: number) => number, selection: Selection): Kernel {
  const values = valuesOf(column, selection);
  const { unitOf } = selection;
  return {
    measure: (weights) => {
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < values.length; i++) {
        if (weights && weights[unitOf ? unitOf[i]! : i] === 0) continue;
        if (values[i]! > largest) largest = values[i]!;
      }
      return largest === Number.NEGATIVE_INFINITY ? undefinedBecause('empty') : known(largest);
    },
  };
}
