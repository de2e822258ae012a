import type { SplitName } from './types.js';

/** A row that a program will have to answer, before ids are drawn. `row` counts the table's rows from 0. */
export interface Asked {
  row: number;
  /** Forecasting only: steps ahead of the origin from 1, and what the naive forecasts say. */
  ahead: { step: number; naive: number; seasonal: number; scale: number } | null;
}

/** One execution: the rows asked for and, for forecasts, the rows a program may look back on. */
export interface CaseDraft {
  asked: Asked[];
  /** Drawn up when asked for: over many origins histories are far larger than the table. */
  history: (() => number[]) | null;
}

export interface SplitDraft {
  split: SplitName;
  cases: CaseDraft[];
  /** Rows of the table that belong to the split, asked for or not. */
  rows: number[];
}

export const splitOrder: readonly SplitName[] = ['sample', 'validation', 'hidden'];

export const askedOf = (draft: SplitDraft | undefined): Asked[] =>
  draft ? draft.cases.flatMap((one) => one.asked) : [];

/** Drafts of tasks whose rows stand for themselves: one execution per split, which may be empty. */
export function rowDrafts(assignment: readonly (SplitName | null)[]): SplitDraft[] {
  return splitOrder.map((split) => {
    const rows = assignment.flatMap((own, row) => (own === split ? [row] : []));
    const asked = rows.map((row) => ({ row, ahead: null }));
    return { split, rows, cases: rows.length > 0 ? [{ asked, history: null }] : [] };
  });
}
