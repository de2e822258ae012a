import { Refusal } from '@scenario-lab/domain/refusal';
import type { Tx } from '../database.js';

/** Conditions of a query, gathered; a `?` stands for each value, which is always sent apart. */
export class Where {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  and(sql: string, ...values: unknown[]): this {
    this.parts.push(`(${this.place(sql, values)})`);
    return this;
  }

  /** An expression outside the conditions, its marks numbered on after theirs. */
  place(sql: string, values: readonly unknown[] = []): string {
    const pieces = sql.split('?');
    if (pieces.length !== values.length + 1) throw new RangeError(`as many values as marks: ${sql}`);
    return pieces
      .map((piece, at) => (at === 0 ? piece : `$${this.values.push(values[at - 1])}${piece}`))
      .join('');
  }

  get sql(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' AND ');
  }

  copy(): Where {
    const twin = new Where();
    twin.parts.push(...this.parts);
    twin.values.push(...this.values);
    return twin;
  }
}

/** What a list is ordered by, before the id; `sql` must never be null. A `?` stands for each of `values`. */
export interface SortKey {
  sql: string;
  values?: readonly unknown[];
  /** Joined where the page is picked, for `sql` to read. */
  join?: { sql: string; values: readonly unknown[] };
  type: 'timestamptz' | 'numeric' | 'date';
  ascending?: boolean;
}

export interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}

export interface Page<Row> {
  rows: Row[];
  next: string | null;
  /** Capped at 10,000. */
  total: number;
}

const mostCounted = 10_000;

/**
 * One page by keyset: no offset, so the millionth page costs what the first does and nothing is shown twice.
 * `id` is the column that breaks ties. Errors: `Refusal('invalid_input')` naming `query.cursor`.
 */
export async function readPage<Row>(
  tx: Tx,
  query: {
    select: string;
    from: string;
    /** What is counted, where `from` joins more than the conditions ask for. */
    counted?: string | undefined;
    id: string;
    where: Where;
    key: SortKey;
    page: PageRequest;
  },
): Promise<Page<Row>> {
  const { select, from, id, key, page } = query;
  const where = query.where.copy();
  const after = page.cursor === undefined ? null : openCursor(page.cursor);
  const sign = key.ascending ? '>' : '<';
  const keySql = where.place(key.sql, key.values);
  const joined = key.join ? where.place(key.join.sql, key.join.values) : '';
  if (after) where.and(`(${keySql}, ${id}) ${sign} (?::${key.type}, ?::uuid)`, ...after);
  const order = key.ascending ? 'ASC' : 'DESC';
  const limit = where.place('?', [page.limit + 1]);
  // The page is picked by key and id alone: what its rows say would else be worked out for every row there is.
  const rows = (await tx
    .query(
      `SELECT ${select}, picked.page_key::text, picked.page_id FROM (
         SELECT ${keySql} AS page_key, ${id} AS page_id FROM ${from} ${joined} WHERE ${where.sql}
         ORDER BY page_key ${order}, page_id ${order} LIMIT ${limit}) AS picked, ${from}
       WHERE ${id} = picked.page_id ORDER BY picked.page_key ${order}, picked.page_id ${order}`,
      where.values,
    )
    .catch((error: { code?: string }) => {
      // A forged cursor holds a key that does not fit the column's type.
      throw after && error.code?.startsWith('22') ? badCursor() : error;
    })) as (Row & { page_key: string; page_id: string })[];
  const counted = await tx.query(
    `SELECT count(*)::int AS total FROM (SELECT 1 FROM ${query.counted ?? from} WHERE ${query.where.sql} LIMIT ${mostCounted}) AS counted`,
    query.where.values,
  );
  const more = rows.length > page.limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows,
    next: more && last ? closeCursor(last.page_key, last.page_id) : null,
    total: counted[0].total,
  };
}

const closeCursor = (key: string, id: string) => Buffer.from(JSON.stringify([key, id])).toString('base64url');

function openCursor(cursor: string): [string, string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) {
      return parts as [string, string];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw badCursor();
}

const badCursor = () =>
  new Refusal('invalid_input', {
    errors: [{ path: 'query.cursor', code: 'bad_cursor', message: 'the cursor is not one of ours' }],
  });

/** How many rows of a list fall to each value of a facet. `list`: the column holds several values. */
export async function countFacet(
  tx: Tx,
  query: { from: string; where: Where; column: string; list?: boolean },
): Promise<Record<string, number>> {
  const { from, where, column, list } = query;
  const rows = (await tx.query(
    `SELECT value, count(*)::int AS count FROM (SELECT ${list ? `unnest(${column})` : column} AS value
       FROM ${from} WHERE ${where.sql}) AS facet WHERE value IS NOT NULL GROUP BY value`,
    where.values,
  )) as { value: string; count: number }[];
  return Object.fromEntries(rows.map(({ value, count }) => [value, count]));
}
