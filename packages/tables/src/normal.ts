/** What stands in a normalised table: an empty cell is a null, numbers are shortest, instants ISO 8601 with a zone. */

const decimal = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** A number of a normalised table; null for anything else. */
export function normalNumber(cell: string): number | null {
  if (!decimal.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

const instant = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}(?:\.\d{3})?)(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/** Minutes east of UTC that an instant of a normalised table states; 0 for a day. Null for anything else. */
export function normalOffset(cell: string): number | null {
  const found = instant.exec(cell);
  if (!found) return null;
  const minutes = Number(found[4] ?? 0) * 60 + Number(found[5] ?? 0);
  return found[3] === '-' ? -minutes : minutes;
}

/** A day (its beginning in UTC) or instant of a normalised table in ms since 1970 UTC; null for anything else. */
export function normalInstant(cell: string): number | null {
  if (!instant.test(cell)) return null;
  const value = Date.parse(cell);
  return Number.isNaN(value) ? null : value;
}
