import { applyBorders, type Border } from '@scenario-lab/db/core/border';
import { borders, histories } from '@scenario-lab/db/core/borders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** `x IN (SELECT …)` as Postgres writes it back: a set read whole before the first row is judged. */
const readsAll = /\b(IN|= ANY)\s*\(\s*SELECT\b/i;

const policies = async () =>
  (
    await database.owner.query<{ table: string; policy: string; said: string; digest: string | null }>(
      `SELECT p.tablename AS table, p.policyname AS policy, coalesce(p.qual, '') || ' ' || coalesce(p.with_check, '') AS said,
         obj_description(o.oid, 'pg_policy') AS digest
       FROM pg_policies p JOIN pg_policy o ON o.polname = p.policyname AND o.polrelid = ('public.' || quote_ident(p.tablename))::regclass
       WHERE p.schemaname = 'public' ORDER BY 1, 2`,
    )
  ).rows;

describe('policies', () => {
  it('ask by key: none reads a set to judge a row', async () => {
    const all = await policies();
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(({ said }) => readsAll.test(said)).map((row) => `${row.table}.${row.policy}`)).toEqual(
      [],
    );
  });

  it('would be caught if one did', async () => {
    await database.owner.query(
      'CREATE POLICY slow ON saved_search FOR SELECT TO lab_api USING (id IN (SELECT thing_id FROM party WHERE organisation_id = app_org()))',
    );
    const slow = (await policies()).filter(({ said }) => readsAll.test(said));
    await database.owner.query('DROP POLICY slow ON saved_search');
    expect(slow.map(({ policy }) => policy)).toEqual(['slow']);
  });

  it('nor does a view or a function that looks past them', async () => {
    const { rows } = await database.owner.query<{ name: string; text: string }>(
      `SELECT viewname AS name, definition AS text FROM pg_views WHERE schemaname = 'public'
       UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    const reading = /\bIN\s*\(\s*SELECT\s+(party\.)?thing_id\s+FROM\s+party\b/i;
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ text }) => reading.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('are the rows, each table and no policy more', async () => {
    const stated = new Set(borders.map(({ table }) => table));
    const stand = (await policies()).filter(({ table }) => stated.has(table));
    expect(stand.map(({ table, policy }) => `${table}.${policy}`)).toEqual(
      borders.flatMap(({ table, policies: rows }) => rows.map(({ name }) => `${table}.${name}`)).sort(),
    );
  });

  it.each([
    ['many', '00000000-0000-4000-8000-000000000001'],
    // What is planned while such a one asks is kept, and the next to ask may have many.
    ['none', '00000000-0000-4000-8000-000000000009'],
  ])('read one party by its key when the organisation has %s', async (_, organisation) => {
    await database.owner.query(
      `INSERT INTO party (thing, thing_id, organisation_id, "right")
       SELECT 'run', gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'own' FROM generate_series(1, 5000)`,
    );
    await database.owner.query('ANALYZE party');
    await database.owner.query('BEGIN');
    await database.owner.query(
      `SELECT set_config('app.organisation', '${organisation}', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
    );
    await database.owner.query('SET LOCAL ROLE lab_api');
    await database.owner.query('PREPARE kept AS SELECT 1 FROM run WHERE id = $1 FOR UPDATE');
    const { rows } = await database.owner.query<{ 'QUERY PLAN': string }>(
      "EXPLAIN EXECUTE kept('00000000-0000-4000-8000-000000000002')",
    );
    await database.owner.query('ROLLBACK');
    await database.owner.query('DEALLOCATE ALL');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan using "PK_\w+" on party/);
    expect(plan).not.toMatch(/Seq Scan on party|hashed SubPlan/);
  });
});

describe('bringing policies in line with the rows', () => {
  const mine: Border = {
    table: 'saved_search',
    policies: [{ name: 'mine', on: 'select', to: ['lab_api'], using: 'organisation_id = app_org()' }],
  };
  const stand = async () =>
    (await policies()).filter(({ table }) => table === 'saved_search').map(({ policy }) => policy);

  it('takes away what is no row and leaves what is', async () => {
    await database.owner.query('CREATE POLICY left_over ON saved_search FOR SELECT TO lab_api USING (true)');
    await applyBorders(database.owner, { borders: [mine], histories });
    expect(await stand()).toEqual(['mine']);
    const before = await database.owner.query("SELECT oid FROM pg_policy WHERE polname = 'mine'");
    await applyBorders(database.owner, { borders: [mine], histories });
    const after = await database.owner.query("SELECT oid FROM pg_policy WHERE polname = 'mine'");
    expect(after.rows).toEqual(before.rows);
  });

  it('changes nothing at all if one row is no SQL', async () => {
    const broken: Border = {
      table: 'saved_search',
      policies: [{ name: 'other', on: 'select', to: ['lab_api'], using: 'no_such_column = 1' }],
    };
    await expect(applyBorders(database.owner, { borders: [broken], histories })).rejects.toThrow(
      'no_such_column',
    );
    expect(await stand()).toEqual(['mine']);
  });
});
