import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { significant } from '../runs/edition.js';

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

/** How many rows there are, for whoever neither owns the data nor works for the lab: exactly only of data that may be read. */
export const shownRows = (rows: number | null, accessMode: string | null): number | null =>
  rows === null || accessMode !== 'sandbox_only' ? rows : significant(rows, 2);
