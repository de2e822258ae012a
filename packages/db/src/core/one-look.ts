import { z } from 'zod';
import type { Tx } from '../database.js';
import {
  closeCursor,
  forgedCursor,
  mostCounted,
  openCursor,
  type Page,
  type PageRequest,
  rowsAtMost,
  type SortKey,
  type Where,
} from './page.js';
import { plannedAnew } from './preparing-client.js';
import { parseRows, queryRows } from './rows.js';

/** A column lists are narrowed by. `chosen`: the value asked for, if one is. */
export interface Facet {
  column: string;
  /** The column holds several values. */
  list?: boolean;
  chosen?: string | undefined;
}

const Facets = z.record(z.string(), z.number());
/** Without a row found, what is said of the look stands alone. */
const Look = z.looseObject({
  page_key: z.string().nullable(),
  page_id: z.string().nullable(),
  look_total: z.number(),
});

/**
 * Page, total and facets of a search out of one look for what is found: each asked for itself finds everything anew, and
 * that is what a search costs. `where` says nothing of the facets; each is counted as if it were not chosen itself.
 */
export async function readOneLook<Shape extends z.ZodType, Name extends string>(
  tx: Tx,
  query: {
    /** What `select` gives. */
    row: Shape;
    select: string;
    from: string;
    /** What is found from; no join of `from` drops a row of it. */
    counted: string;
    /** Name of the rows found in `counted`, `from` and `key`. */
    alias: string;
    where: Where;
    key: SortKey;
    page: PageRequest;
    facets: Record<Name, Facet>;
  },
): Promise<Page<z.output<Shape>> & { facets: Record<Name, Record<string, number>> }> {
  const { select, from, counted, alias, key, page } = query;
  const where = query.where.copy();
  const facets = Object.entries<Facet>(query.facets).map(([name, facet], at) => ({ ...facet, name, at }));
  const chosen = facets.flatMap(({ list, chosen: value, at }) =>
    value === undefined
      ? []
      : [
          {
            at,
            sql: where.place(list ? `${alias}.f${at} @> ARRAY[?]::text[]` : `${alias}.f${at} = ?`, [value]),
          },
        ],
  );
  const but = (left?: number) =>
    chosen
      .filter(({ at }) => at !== left)
      .map(({ sql }) => ` AND ${sql}`)
      .join('');
  const order = key.ascending ? 'ASC' : 'DESC';
  const own = key.join ? 'NULL' : where.place(key.sql, key.values);
  const keySql = key.join ? where.place(key.sql, key.values) : `${alias}.k`;
  const joined = key.join ? where.place(key.join.sql, key.join.values) : '';
  const after = page.cursor === undefined ? null : openCursor(page.cursor);
  const past = after
    ? ` AND ${where.place(`(${keySql}, ${alias}.id) ${key.ascending ? '>' : '<'} (?::${key.type}, ?::uuid)`, after)}`
    : '';
  const counts = facets.map(
    ({ list, at }) => `(SELECT coalesce(jsonb_object_agg(value, n), '{}') FROM (
      SELECT value, count(*) AS n FROM (SELECT ${list ? `unnest(${alias}.f${at})` : `${alias}.f${at}`} AS value
        FROM found AS ${alias} WHERE true${but(at)}) AS facet WHERE value IS NOT NULL GROUP BY value) AS counted) AS facet_${at}`,
  );
  const columns = facets.map(({ column, at }) => `, ${column} AS f${at}`).join('');
  const most = rowsAtMost(page.limit + 1);
  const asked = queryRows(
    tx,
    Look,
    `${plannedAnew}WITH found AS MATERIALIZED (
       SELECT ${alias}.id, ${own} AS k${columns} FROM ${key.from ?? counted} WHERE ${where.sql}),
     picked AS MATERIALIZED (
       SELECT ${keySql} AS page_key, ${alias}.id AS page_id FROM found AS ${alias} ${joined}
       WHERE true${but()}${past} ORDER BY page_key ${order}, page_id ${order} LIMIT ${most})
     SELECT shown.*, look.* FROM (
       SELECT (SELECT count(*)::int FROM (SELECT 1 FROM found AS ${alias} WHERE true${but()} LIMIT ${mostCounted}) AS n) AS look_total,
         ${counts.join(', ')}) AS look
     LEFT JOIN (SELECT ${select}, picked.page_key::text, picked.page_id, picked.page_key AS page_order
       FROM picked, ${from} WHERE ${alias}.id = picked.page_id) AS shown ON true
     ORDER BY shown.page_order ${order}, shown.page_id ${order}`,
    where.values,
  );
  const rows = await asked.catch(forgedCursor(after));
  const [look] = rows;
  const found = rows.filter((row) => row.page_id !== null);
  const more = found.length > page.limit;
  if (more) found.pop();
  const last = found.at(-1);
  return {
    rows: parseRows(query.row, found, `SELECT ${select}`),
    next: more && last?.page_key && last.page_id ? closeCursor(last.page_key, last.page_id) : null,
    total: look?.look_total ?? 0,
    facets: Object.fromEntries(
      facets.map(({ name, at }) => [name, look ? Facets.parse(look[`facet_${at}`]) : {}]),
    ) as Record<Name, Record<string, number>>,
  };
}
