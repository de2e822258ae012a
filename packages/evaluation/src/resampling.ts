import type { ResamplingUnit } from '@scenario-lab/contracts/benchmarks';
import { countSince, durationOf } from './duration.js';
import { column, instantsOf, onWallClock, type Table } from './table.js';

/**
 * Resampling unit of each row asked for, dense from 0 in the order of groups' names or blocks of time; null for
 * `row`. Blocks are counted from the earliest of the rows, by a row's own time: forecasts of one moment from
 * several origins fall into one block. Rows without time share a unit before all others.
 */
export function unitsOf(
  table: Table,
  unit: ResamplingUnit,
  time: string | null,
  rows: readonly number[],
): Int32Array | null {
  if (unit.kind === 'row') return null;
  if (unit.kind === 'group') {
    const cells = column(table, unit.column);
    const names = [...new Set(rows.map((row) => cells[row]!))].sort();
    const numberOf = new Map(names.map((name, number) => [name, number] as const));
    return Int32Array.from(rows, (row) => numberOf.get(cells[row]!)!);
  }
  const duration = durationOf(unit.duration);
  if (!duration || time === null) throw new RangeError('resamplingUnit: a block needs a duration and a time');
  const times = column(table, time);
  const instants = onWallClock(times, instantsOf(times).values);
  let start = Number.POSITIVE_INFINITY;
  for (const row of rows) if (instants[row]! < start) start = instants[row]!;
  const blocks = rows.map((row) =>
    Number.isNaN(instants[row]!) ? -1 : countSince(start, instants[row]!, duration),
  );
  const order = [...new Set(blocks)].sort((a, b) => a - b);
  const numberOf = new Map(order.map((block, number) => [block, number] as const));
  return Int32Array.from(blocks, (block) => numberOf.get(block)!);
}
