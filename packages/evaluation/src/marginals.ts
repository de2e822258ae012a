import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { fewestNamed } from '@scenario-lab/domain/datasets/clip-profile';
import { fewestFigured, isTold } from '@scenario-lab/domain/datasets/told';
import { normalInstant, normalNumber, normalOffset } from '@scenario-lab/tables/normal';

/** How instants of a column are written. */
export interface TimeForm {
  day: boolean;
  /** As a normalised table writes it: `Z` or `+08:00`; empty where the column is of days. */
  zone: string;
}

/**
 * All a synthetic twin knows of one column of the open rows: no more than the page tells. `missing` is the share
 * of empty cells.
 */
export type Marginal =
  | { kind: 'numbers'; quantiles: number[]; decimals: number; missing: number }
  | { kind: 'values'; values: { value: string; count: number }[]; missing: number }
  | { kind: 'times'; from: number; to: number; step: number; form: TimeForm; missing: number }
  | { kind: 'untold' };

/** Nothing below the 1st or above the 99th percentile is known. */
export const QUANTILES: readonly number[] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const MOST_VALUES = 50;
// A number that takes few values is a code or a count: those are drawn as they are.
const FEW_VALUES = 12;
const MOST_DECIMALS = 6;

/**
 * The marginal of a column: values of at least 10 rows, quantiles and time range (ms since 1970 UTC) of at least
 * 100 rows, clipped to the 1st and 99th percentile; `untold` for what the dictionary keeps from outsiders.
 * @param cells of the open rows
 */
export function marginalOf(entry: ColumnEntry | undefined, cells: readonly string[]): Marginal {
  if (!entry || !isTold(entry) || entry.role === 'id' || entry.type === 'image') return { kind: 'untold' };
  const filled = cells.filter((cell) => cell !== '');
  const missing = cells.length === 0 ? 0 : 1 - filled.length / cells.length;
  if (entry.type === 'timestamp') return times(filled, missing);
  const values = valuesOf(filled);
  if (entry.type === 'number') {
    const few = values.distinct <= FEW_VALUES && values.named.length === values.distinct;
    if (!few) return numbers(filled, missing);
  }
  return values.named.length === 0 ? { kind: 'untold' } : { kind: 'values', values: values.named, missing };
}

function valuesOf(filled: readonly string[]) {
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const named = [...counts]
    .filter(([, count]) => count >= fewestNamed)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
  return { distinct: counts.size, named };
}

function numbers(filled: readonly string[], missing: number): Marginal {
  const sorted = Float64Array.from(
    filled.map(normalNumber).filter((value): value is number => value !== null),
  ).sort();
  if (sorted.length < fewestFigured) return { kind: 'untold' };
  const decimals = filled.slice(0, 1_000).reduce((most, cell) => Math.max(most, decimalsOf(cell)), 0);
  return { kind: 'numbers', quantiles: QUANTILES.map((p) => quantile(sorted, p)), decimals, missing };
}

function decimalsOf(cell: string): number {
  if (/e/i.test(cell)) return MOST_DECIMALS;
  return Math.min(MOST_DECIMALS, cell.split('.')[1]?.length ?? 0);
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const low = Math.floor(place);
  const rest = place - low;
  const below = sorted[low]!;
  return rest === 0 ? below : below + rest * (sorted[low + 1]! - below);
}

function times(filled: readonly string[], missing: number): Marginal {
  const instants = filled.map(normalInstant).filter((value): value is number => value !== null);
  if (instants.length < fewestFigured) return { kind: 'untold' };
  const sorted = Float64Array.from(instants).sort();
  const at = (p: number) => sorted[Math.round((sorted.length - 1) * p)]!;
  return {
    kind: 'times',
    from: at(0.01),
    to: at(0.99),
    step: stepOf(sorted),
    form: formOf(filled[0]!),
    missing,
  };
}

/** The most frequent distance between neighbouring instants, ms; the smaller of equally frequent ones. */
function stepOf(sorted: Float64Array): number {
  const counts = new Map<number, number>();
  for (let at = 1; at < sorted.length; at += 1) {
    const distance = sorted[at]! - sorted[at - 1]!;
    if (distance > 0) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return first?.[0] ?? 86_400_000;
}

const formOf = (cell: string): TimeForm => ({
  day: cell.length === 10,
  zone: /(?:Z|[+-]\d{2}:\d{2})$/.exec(cell.slice(10))?.[0] ?? '',
});

/** Minutes east of UTC of a column's wall clock. */
export const offsetOf = ({ day, zone }: TimeForm): number =>
  day ? 0 : (normalOffset(`2000-01-01T00:00:00${zone}`) ?? 0);

/** An instant (ms since 1970 UTC) as the column writes it. */
export function writeInstant(instant: number, form: TimeForm): string {
  const text = new Date(instant + offsetOf(form) * 60_000).toISOString();
  return form.day ? text.slice(0, 10) : `${text.slice(0, 19)}${form.zone || 'Z'}`;
}
