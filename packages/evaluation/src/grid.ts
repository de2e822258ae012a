import type { Forecast } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { after, countSince, durationOf } from './duration.js';
import { column, instantsOf, onWallClock, type Table } from './table.js';
import type { Problem } from './types.js';

/** The rows of a data set laid out by series and step of time. */
export interface Grid {
  steps: number;
  series: number;
  /** Row of the table at `series * steps + step`, or −1. */
  rowAt: Int32Array;
}

const MOST_CELLS = 50_000_000;
const rowPlace = (row: number): string => `row ${row + 1}`;

/**
 * The columns whose values tell one series from another: those of role `group`, else, where instants repeat,
 * those of role `slice`. Empty for a single series.
 */
export function seriesColumns(table: Table, columns: readonly ColumnEntry[], time: string): string[] {
  const ofRole = (role: ColumnEntry['role']) =>
    columns.filter((entry) => entry.role === role && table.cells.has(entry.name)).map((entry) => entry.name);
  const groups = ofRole('group');
  if (groups.length > 0) return groups;
  const cells = column(table, time);
  return new Set(cells).size < cells.length ? ofRole('slice') : [];
}

/**
 * Lays rows out on a regular grid. Problems: `time_broken`, `off_grid`, `duplicate_time`, `grid_too_large`.
 * Gaps stay gaps.
 */
export function layOut(
  table: Table,
  forecast: Forecast,
  seriesNames: readonly string[],
): { grid: Grid } | { problem: Problem } {
  const frequency = durationOf(forecast.frequency)!;
  const times = column(table, forecast.time);
  const { values, bad } = instantsOf(times);
  const instants = onWallClock(times, values);
  const fail = (code: string, place: string, detail: string) => ({ problem: { code, place, detail } });
  if (bad >= 0) return fail('time_broken', rowPlace(bad), `${forecast.time} is no ISO 8601 instant`);
  const empty = instants.findIndex(Number.isNaN);
  if (empty >= 0) return fail('time_broken', rowPlace(empty), `${forecast.time} is empty`);
  const start = instants.reduce((least, instant) => Math.min(least, instant), Number.POSITIVE_INFINITY);
  const steps = Int32Array.from(instants, (instant) => countSince(start, instant, frequency));
  const off = steps.findIndex((step, row) => after(start, step, frequency) !== instants[row]);
  if (off >= 0)
    return fail('off_grid', rowPlace(off), `not a whole number of ${forecast.frequency} after the first`);
  const numberOf = new Map<string, number>();
  const cells = seriesNames.map((name) => column(table, name));
  const seriesOf = steps.map((_, row) => {
    const key = JSON.stringify(cells.map((own) => own[row]));
    const known = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, known);
    return known;
  });
  const length = steps.reduce((most, step) => Math.max(most, step), 0) + 1;
  if (length * numberOf.size > MOST_CELLS) return fail('grid_too_large', 'forecast', `${length} steps`);
  const rowAt = new Int32Array(length * numberOf.size).fill(-1);
  for (let row = 0; row < steps.length; row += 1) {
    const place = seriesOf[row]! * length + steps[row]!;
    if (rowAt[place] !== -1)
      return fail('duplicate_time', rowPlace(row), `a second row of one series at this time`);
    rowAt[place] = row;
  }
  return { grid: { steps: length, series: numberOf.size, rowAt } };
}
