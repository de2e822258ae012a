import { createHash } from 'node:crypto';
import type pg from 'pg';

type Role = 'lab_public' | 'lab_api' | 'lab_execute' | 'lab_score';

/** One policy of a table. `using` is what is seen or may be changed, `check` what may be written. */
interface Policy {
  name: string;
  on: 'all' | 'select' | 'insert' | 'update' | 'delete';
  to: readonly Role[];
  using?: string;
  check?: string;
}

/** All policies of one table: what is no row here does not hold, however it came there. */
export interface Border {
  table: string;
  policies: readonly Policy[];
}

/** Who reads the history of a kind of thing that is not a party of it; `$2` is the thing's id. */
export interface History {
  thing: string;
  /** True when everybody may. */
  open?: string;
  /** Whose parties see it: the id of what it belongs to. */
  parent?: string;
}

/** Read once for each statement, not for each row. */
export const labReads = '(SELECT app_lab_reads())';
export const lab = '(SELECT app_lab())';

/**
 * Whether the actor's organisation is a party of the thing with this id: asked by key. `id IN (SELECT thing_id FROM
 * party …)` says the same and reads every row the organisation has there in each statement. The planner makes
 * that form of it by itself where the organisation at hand has few things, and a plan that is kept serves others with
 * thousands: `OFFSET 0` keeps it from a set, `IS TRUE` from the index by organisation.
 */
export function party(id: string, rights: readonly ('own' | 'act' | 'oversee')[] = []): string {
  if (!/[.(]/.test(id)) throw new Error(`${id}: named with its table, or party's own column may be meant`);
  const right = rights.length > 0 ? ` AND p."right" IN (${rights.map((one) => `'${one}'`).join(', ')})` : '';
  return `EXISTS (SELECT 1 FROM party p WHERE p.thing_id = ${id} AND (p.organisation_id = app_org()) IS TRUE${right} OFFSET 0)`;
}

export const acts = (id: string) => party(id, ['own', 'act']);

export const policy = {
  seen: (using: string, to: readonly Role[] = ['lab_api'], name = 'seen'): Policy => ({
    name,
    on: 'select',
    to,
    using,
  }),
  added: (check: string, to: readonly Role[] = ['lab_api'], name = 'added'): Policy => ({
    name,
    on: 'insert',
    to,
    check,
  }),
  changed: (using: string, name = 'changed'): Policy => ({ name, on: 'update', to: ['lab_api'], using }),
  removed: (using: string, name = 'removed'): Policy => ({ name, on: 'delete', to: ['lab_api'], using }),
  public: (using: string): Policy => ({ name: 'public', on: 'select', to: ['lab_public'], using }),
  own: (using: string, check = using): Policy => ({ name: 'own', on: 'all', to: ['lab_api'], using, check }),
  /** The lab's own processes, which answer for what they show. */
  system: (to: readonly Role[] = ['lab_execute', 'lab_score']): Policy => ({
    name: 'system',
    on: 'all',
    to,
    using: 'true',
    check: 'true',
  }),
};

/** A table whose rows belong to the parties of `key` (a column, or an expression with its table named). */
export function byParties(
  table: string,
  key: string,
  with_: {
    /** Which rows everybody sees. */
    open?: string;
    /** What a party sees, if not all. */
    seen?: string;
    /** What the API may change, if not what a party with the right to act may. */
    changed?: string;
    added?: string;
  } = {},
): Border {
  const id = /[.(]/.test(key) ? key : `${table}.${key}`;
  const { open } = with_;
  const written = `${lab} OR ${acts(id)}`;
  return {
    table,
    policies: [
      policy.seen([...(open ? [`(${open})`] : []), labReads, with_.seen ?? party(id)].join(' OR ')),
      policy.added(with_.added ?? written),
      policy.changed(with_.changed ?? written),
      policy.removed(written),
      ...(open ? [policy.public(open)] : []),
      policy.system(),
    ],
  };
}

const sqlOf = (table: string, { name, on, to, using, check }: Policy) =>
  [
    `CREATE POLICY ${name} ON ${table} FOR ${on.toUpperCase()} TO ${to.join(', ')}`,
    ...(using ? [`USING (${using})`] : []),
    ...(check ? [`WITH CHECK (${check})`] : []),
  ].join(' ');

/** Two questions every history asks, made of the rows: nobody writes these functions by hand. */
function historyFunctions(histories: readonly History[]): string[] {
  const cases = (of: 'open' | 'parent', otherwise: string) =>
    `CASE $1 ${histories.flatMap((row) => (row[of] ? [`WHEN '${row.thing}' THEN (${row[of]})`] : [])).join('\n       ')}
       ELSE ${otherwise} END`;
  const made = (name: string, body: string) =>
    `CREATE OR REPLACE FUNCTION ${name}(kind text, thing uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path = public AS $$ SELECT ${body} $$`;
  return [
    made('thing_is_public', cases('open', 'false')),
    made(
      'seen_by_parent',
      `EXISTS (SELECT 1 FROM party WHERE organisation_id = app_org() AND thing_id = ${cases('parent', 'NULL')})`,
    ),
  ];
}

/**
 * Brings the policies of a database in line with the rows, in one transaction. A policy carries the digest of the row
 * it was made of as its comment, so that a start at which nothing has changed locks no table.
 */
export async function applyBorders(
  client: pg.ClientBase,
  { borders, histories }: { borders: readonly Border[]; histories: readonly History[] },
): Promise<void> {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  await client.query('BEGIN');
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('borders'))");
    const { rows } = await client.query<{ table: string; policy: string | null; said: string | null }>(
      `SELECT c.relname AS table, p.polname AS policy, obj_description(p.oid, 'pg_policy') AS said
       FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity`,
    );
    for (const statement of historyFunctions(histories)) await client.query(statement);
    for (const { table, policies } of borders) {
      const stand = rows.filter((row) => row.table === table);
      if (stand.length === 0) await client.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      const wanted = new Map(
        policies.map((row) => [row.name, { sql: sqlOf(table, row), said: digest(sqlOf(table, row)) }]),
      );
      for (const { policy: name, said } of stand)
        if (name !== null && wanted.get(name)?.said !== said)
          await client.query(`DROP POLICY "${name}" ON ${table}`);
      for (const [name, { sql, said }] of wanted) {
        if (stand.some((row) => row.policy === name && row.said === said)) continue;
        await client.query(sql);
        await client.query(`COMMENT ON POLICY ${name} ON ${table} IS '${said}'`);
      }
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
