import type { SortKey, Where } from './page.js';

/** What was typed and the tokens it asks for (`queryTokens` of matching). */
export interface Search {
  text: string;
  tokens: readonly string[];
}

/** The search as Postgres reads it; a lone Chinese character is asked for as a prefix. Null: no token to ask for. */
export function tsquery(search: Search): string | null {
  if (search.tokens.length === 0) return null;
  return search.tokens.map((token) => (/^\p{Script=Han}$/u.test(token) ? `${token}:*` : token)).join(' & ');
}

/** The tables with a token column, its index, and the function `<table>_found` that asks it. */
export type Searchable = 'solution' | 'algorithm' | 'dataset' | 'scenario';

/** All tokens asked for must be found; where only stop words were typed, the text must stand in the title. */
export function searched(where: Where, search: Search, table: Searchable, id: string, title: string): void {
  const query = tsquery(search);
  if (query) where.and(`${id} IN (SELECT ${table}_found(?))`, query);
  else where.and(`${title} ILIKE ?`, `%${search.text.replace(/[\\%_]/g, '\\$&')}%`);
}

/**
 * How well a row answers the search, best first. Equal are all rows where nothing was asked, and where one whole token
 * was: a row holds each of its tokens once, and computing the same rank for thousands of rows took most of the time.
 */
export function relevance(search: Search | null, tokens: string): SortKey {
  const query = search && tsquery(search);
  if (!query || /^[\p{L}\p{N}]+$/u.test(query)) return { sql: '0::numeric', type: 'numeric' };
  const sql = `ts_rank(to_tsvector('simple', ${tokens}), to_tsquery('simple', ?))::numeric`;
  return { sql, values: [query], type: 'numeric' };
}
