import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Tx } from '../database.js';
import { plannedAnew } from './preparing-client.js';
import { parseRows, queryOne, queryRows } from './rows.js';

/** Conditions of a query, gathered; a `?` stands for each value, which is always sent apart. */
export class Where {
  private readonly parts: string[] = [];
  /** How many rows a condition leaves depends so much on its value that one plan does not serve all of them. */
  uneven = false;
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
    twin.uneven = this.uneven;
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
  /** What `sql` reads, where that is more than what is counted. */
  from?: string;
  /**
   * Most rows have nought for a key, and come last, in the order of their ids: `others` says of a row that it has another.
   * Only those are then sorted, and the rest are read off the id's index. Numeric keys, best first.
   */
  others?: string;
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

export const mostCounted = 10_000;

/**
 * A number of rows as the statement says it: not sent apart, so that a plan kept for all callers is made for a page and
 * not for a tenth of the table, and a list's first page, which then needs no values, is never planned twice.
 */
export function rowsAtMost(count: number): string {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`no number of rows: ${count}`);
  return String(count);
}

/**
 * One page by keyset: no offset, so the millionth page costs what the first does and nothing is shown twice.
 * `id` is the column that breaks ties. Errors: `Refusal('invalid_input')` naming `query.cursor`.
 */
export async function readPage<Shape extends z.ZodType>(
  tx: Tx,
  query: {
    /** What `select` gives. */
    row: Shape;
    select: string;
    from: string;
    /**
     * What is counted and picked from, where `from` joins more than the conditions ask for and no join drops a row. None to
     * `organisation` does, which everybody reads.
     */
    counted?: string | undefined;
    /** How many there are, where that is known. */
    total?: number | undefined;
    id: string;
    where: Where;
    /**
     * Conditions without values of which each row fulfils just one, where each alone has an index that holds its rows in
     * the order of the key: both `OR`ed have none. Each gives as many rows as a page takes, and of all are shown the first.
     * They are picked by a statement of their own, planned for who asks (somebody with three rows and somebody with most
     * of the table are served by different indexes); what the page says of them is then read by key, by a kept plan.
     */
    parts?: readonly string[] | undefined;
    key: SortKey;
    page: PageRequest;
  },
): Promise<Page<z.output<Shape>>> {
  const { select, from, id, key, page, parts = ['true'] } = query;
  const counted = query.counted ?? from;
  const where = query.where.copy();
  const after = page.cursor === undefined ? null : openCursor(page.cursor);
  const order = key.ascending ? 'ASC' : 'DESC';
  // The page is picked by key and id alone: what its rows say would else be worked out for every row there is.
  const picked = key.others
    ? pickApart(where, { id, counted, key, others: key.others, after, limit: page.limit })
    : pick(where, { id, from: key.from ?? counted, key, after, limit: page.limit, parts });
  const plan = where.uneven ? plannedAnew : '';
  const asked = query.parts
    ? queryRows(
        tx,
        PickedRow,
        `${plannedAnew}SELECT page_key::text, page_id FROM (${picked}) AS picked`,
        where.values,
      ).then((rows) => readPicked(tx, { select, from, id }, rows))
    : queryRows(
        tx,
        PageRow,
        `${plan}SELECT ${select}, picked.page_key::text, picked.page_id FROM (${picked}) AS picked, ${from}
         WHERE ${id} = picked.page_id ORDER BY picked.page_key ${order}, picked.page_id ${order}`,
        where.values,
      );
  const rows = await asked.catch(forgedCursor(after));
  const total = query.total ?? (await countRows(tx, counted, query.where, parts));
  const more = rows.length > page.limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows: parseRows(query.row, rows, `SELECT ${select}`),
    next: more && last ? closeCursor(last.page_key, last.page_id) : null,
    total: Math.min(total, mostCounted),
  };
}

const PickedRow = z.object({ page_key: z.string(), page_id: z.string() });
type PickedRow = z.output<typeof PickedRow>;
/** Beside what each list selects itself, and has read by its own shape. */
const PageRow = z.looseObject({ page_key: z.string(), page_id: z.string() });
type PageRow = z.output<typeof PageRow>;

function readPicked(
  tx: Tx,
  { select, from, id }: { select: string; from: string; id: string },
  rows: readonly PickedRow[],
): Promise<PageRow[]> {
  return queryRows(
    tx,
    PageRow,
    `SELECT ${select}, picked.page_key, picked.page_id
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS picked (page_id, page_key, at), ${from}
     WHERE ${id} = picked.page_id ORDER BY picked.at`,
    [rows.map((row) => row.page_id), rows.map((row) => row.page_key)],
  );
}

interface Picked {
  id: string;
  key: SortKey;
  after: [string, string] | null;
  limit: number;
}

function pick(
  where: Where,
  { id, from, key, after, limit, parts }: Picked & { from: string; parts: readonly string[] },
): string {
  const order = key.ascending ? 'ASC' : 'DESC';
  const keySql = where.place(key.sql, key.values);
  const joined = key.join ? where.place(key.join.sql, key.join.values) : '';
  if (after) where.and(`(${keySql}, ${id}) ${key.ascending ? '>' : '<'} (?::${key.type}, ?::uuid)`, ...after);
  const first = `ORDER BY page_key ${order}, page_id ${order} LIMIT ${rowsAtMost(limit + 1)}`;
  const [one, ...others] = parts.map(
    (part) =>
      `SELECT ${keySql} AS page_key, ${id} AS page_id FROM ${from} ${joined} WHERE ${where.sql} AND ${part} ${first}`,
  );
  if (one === undefined) throw new RangeError('a list has at least one part');
  return others.length === 0
    ? one
    : `SELECT page_key, page_id FROM (${[one, ...others].map((part) => `(${part})`).join(' UNION ALL ')}) AS parts ${first}`;
}

/** Rows with a key of their own, then those with none: each as many as a page takes, and of both the first. */
function pickApart(
  where: Where,
  { id, counted, key, others, after, limit }: Picked & { counted: string; others: string },
): string {
  const most = rowsAtMost(limit + 1);
  const past = after ? where.place(`AND (${key.sql}, ${id}) < (?::numeric, ?::uuid)`, after) : '';
  const reached = after && Number(after[0]) <= 0;
  const rest = reached ? `AND ${where.place(`${id} < ?::uuid`, [after[1]])}` : '';
  return `SELECT page_key, page_id FROM (
      (SELECT ${key.sql} AS page_key, ${id} AS page_id FROM ${key.from ?? counted}
       WHERE ${where.sql} AND ${others} ${past} ORDER BY 1 DESC, 2 DESC LIMIT ${most})
      UNION ALL
      (SELECT 0::numeric, ${id} FROM ${counted}
       WHERE ${where.sql} AND NOT ${others} ${rest} ORDER BY ${id} DESC LIMIT ${most})) AS apart
    ORDER BY page_key DESC, page_id DESC LIMIT ${most}`;
}

const CountRowsRow = z.object({
  total: z.number(),
});

async function countRows(tx: Tx, from: string, where: Where, parts: readonly string[]): Promise<number> {
  const rows = parts.map(
    (part) => `(SELECT 1 FROM ${from} WHERE ${where.sql} AND ${part} LIMIT ${mostCounted})`,
  );
  const { total } = await queryOne(
    tx,
    CountRowsRow,
    `${where.uneven ? plannedAnew : ''}SELECT count(*)::int AS total FROM (${rows.join(' UNION ALL ')}) AS counted`,
    where.values,
  );
  return total;
}

export const closeCursor = (key: string, id: string) =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

export function openCursor(cursor: string): [string, string] {
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

/** A forged cursor holds a key that does not fit the column's type. */
export const forgedCursor =
  (after: [string, string] | null) =>
  (error: { code?: string }): never => {
    throw after && error.code?.startsWith('22') ? badCursor() : error;
  };

const badCursor = () =>
  new Refusal('invalid_input', {
    errors: [{ path: 'query.cursor', code: 'bad_cursor', message: 'the cursor is not one of ours' }],
  });

const CountFacetRow = z.object({
  value: z.string(),
  count: z.number(),
});

/** How many rows of a list fall to each value of a facet. `list`: the column holds several values. */
export async function countFacet(
  tx: Tx,
  query: { from: string; where: Where; column: string; list?: boolean },
): Promise<Record<string, number>> {
  const { from, where, column, list } = query;
  const rows = await queryRows(
    tx,
    CountFacetRow,
    `${where.uneven ? plannedAnew : ''}SELECT value, count(*)::int AS count FROM (SELECT ${list ? `unnest(${column})` : column} AS value
       FROM ${from} WHERE ${where.sql}) AS facet WHERE value IS NOT NULL GROUP BY value`,
    where.values,
  );
  return Object.fromEntries(rows.map(({ value, count }) => [value, count]));
}
