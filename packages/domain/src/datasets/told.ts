import type { ColumnEntry } from '@scenario-lab/contracts/datasets';

/**
 * Whether figures of a column may be told to somebody who may not read rows: it is declared, not sensitive, and
 * either the target or something that programs are given. Of any other column only counts are told.
 */
export function isTold(entry: ColumnEntry | undefined): boolean {
  if (entry?.sensitivity !== 'none' || entry.role === 'ignored') return false;
  return entry.role === 'target' || entry.knownAt !== 'never';
}

/** Rows of which figures are told at all; of fewer a quantile is little else than a row. */
export const fewestFigured = 100;
