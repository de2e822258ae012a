import type { ReactNode } from 'react';

/** One thing's answer in a row: what is shown, and what is held against the others. */
export interface Cell {
  /** Equal where the same is meant; null where nothing is said. */
  key: string | null;
  shown: ReactNode;
}
export interface CompareRow {
  name: string;
  /** In the order of the columns; null where the thing cannot be read. */
  cells: readonly (Cell | null)[];
}

/** Nothing said beside something said is a difference; a column that cannot be read is none. */
export function differs({ cells }: CompareRow): boolean {
  return new Set(cells.filter((cell) => cell !== null).map((cell) => cell.key ?? '')).size > 1;
}
