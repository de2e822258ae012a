import { Id } from '@scenario-lab/contracts/common';
import { InputError } from './input-error.js';

/** Totals are counted up to here; "10,000 or more" is all a reader needs. */
export const countedTo = 10_000;

/** Paging by id, newest first: ids are UUIDv7 and grow with time. Errors: `InputError` at `query.cursor`. */
export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const parsed = Id.safeParse(cursor);
  if (!parsed.success) {
    throw new InputError([
      { path: 'query.cursor', code: 'invalid_cursor', message: 'not a cursor of this list' },
    ]);
  }
  return parsed.data;
}

/** Of short lists that are read from the top a place is enough. Errors: `InputError` at `query.cursor`. */
export function placeOf(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  if (Number.isSafeInteger(place) && place >= 0 && place <= countedTo) return place;
  throw new InputError([
    { path: 'query.cursor', code: 'invalid_cursor', message: 'not a cursor of this list' },
  ]);
}

/** A page out of `limit + 1` rows. */
export function pageOf<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  total: number,
  view: (row: Row) => Item,
): { items: Item[]; next: string | null; total: number } {
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(view),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
  };
}

/** A text to be found anywhere, for ILIKE: the reader's own wildcards mean themselves. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
