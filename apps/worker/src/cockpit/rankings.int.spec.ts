import type { Cockpit } from '@scenario-lab/contracts/cockpit';
import { vendorFigures } from '@scenario-lab/contracts/records';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type TicketFact, threeRates } from '@scenario-lab/domain/tickets/three-rates';
import { type Cast, makeActor, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rollUpOnce } from './rollups.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let departments: SignedIn[];
let vendors: SignedIn[];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  const third = await makeActor(database.owner, { name: 'C', roles: ['demand'] }, ['owner'], ['department']);
  departments = [cast.department, cast.otherDepartment, third];
  const more = await makeActor(database.owner, { name: 'D', roles: ['supply'] }, ['owner'], ['vendor']);
  vendors = [cast.vendor, cast.otherVendor, more];
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const day = 86_400_000;

async function snapshot(edition: 'lab' | 'public'): Promise<Cockpit> {
  const [row] = await sql<{ body: Cockpit }>('SELECT body FROM cockpit_snapshot WHERE edition = $1', [
    edition,
  ]);
  return row?.body as Cockpit;
}

/** Numbers that look random and are the same for the same seed (a linear congruence, Numerical Recipes). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A ticket as chance will have it: answered or not, in time or late, asked about, found closed falsely, left out. */
async function ticket(next: (below: number) => number, now: number): Promise<void> {
  const hour = day / 24;
  const reported = now - next(400) * day - next(24) * hour;
  const moment = (of: number | null) => (of === null ? null : new Date(of));
  const maybe = (at: number) => (next(3) > 0 ? Math.min(at, now) : null);
  const said = () => [true, false, null][next(3)];
  const assigned = next(5) > 0;
  await sql(
    `INSERT INTO ticket (id, status, number, source, title, words, category, department_id, first_department_id, reported_at,
       respond_due, resolve_due, responded_at, closed_at, excluded, said_resolved, said_satisfied, checked_resolved, checked_satisfied, false_closures)
     VALUES ($1::uuid, 'received', $1::text, 'form', '{"en": "T"}', '{"en": "T"}', 'other', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      newId(),
      assigned && next(4) > 0 ? departments[next(3)]?.organisationId : null,
      assigned ? departments[next(3)]?.organisationId : null,
      moment(reported),
      ...(assigned ? [moment(reported + 4 * hour), moment(reported + 5 * day)] : [null, null]),
      moment(maybe(reported + next(9) * hour)),
      moment(maybe(reported + next(10) * day)),
      next(8) === 0 ? 'duplicate' : null,
      ...[said(), said(), said(), said()],
      next(6) === 0 ? 1 + next(2) : 0,
    ],
  );
}

/** Counted from the tickets one by one, by the rule of the page the number opens. */
async function afresh(now: number) {
  // A calendar that is eight hours ahead the whole year.
  const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
  const from = Date.parse(`${today}T00:00:00+08:00`) - 364 * day;
  const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
  const rows = await sql<TicketFact & { department: string | null; at: number }>(
    `SELECT coalesce(department_id, first_department_id) AS department, ${ms('reported_at')} AS at, excluded, false_closures AS "falseClosures",
       ${ms('respond_due')} AS "respondDue", ${ms('responded_at')} AS "respondedAt", ${ms('resolve_due')} AS "resolveDue", ${ms('closed_at')} AS "closedAt",
       coalesce(checked_resolved, said_resolved) AS resolved, coalesce(checked_satisfied, said_satisfied) AS satisfied FROM ticket`,
  );
  const known = rows.filter(({ at }) => at >= from);
  return (department?: string) => {
    const own = known.filter((row) => department === undefined || row.department === department);
    const { response, resolution, satisfaction } = threeRates(own, now);
    const excluded = own.filter((one) => one.excluded !== null).length;
    const view = (rate: typeof response) => ({
      ...rate,
      met: rate.share === null ? null : rate.met,
      excluded,
    });
    return { response: view(response), resolution: view(resolution), satisfaction: view(satisfaction) };
  };
}

it.each([1, 2, 3, 4, 5])('tells of tickets what counting them one by one tells: seed %i', async (seed) => {
  const next = chance(seed * 7_919);
  for (let place = next(60); place > 0; place -= 1) await ticket(next, Date.now());
  await rollUpOnce(db);
  const { at, tickets } = await snapshot('lab');
  const fresh = await afresh(Date.parse(at));
  expect(tickets.all).toEqual(fresh());
  expect(tickets.departments).toHaveLength(departments.length);
  for (const { department, rates } of tickets.departments) expect(rates).toEqual(fresh(department.id));

  const open = await snapshot('public');
  expect(open.tickets.departments).toEqual([]);
  expect(JSON.stringify(open.tickets)).not.toContain('Department');
});

it.each([1, 2, 3, 4, 5])(
  'ranks each vendor by its own tallies, and none of few facts: seed %i',
  async (seed) => {
    const next = chance(seed * 104_729);
    await sql('DELETE FROM record_tally');
    for (const { organisationId } of vendors)
      for (const figure of ['vendor.answers', 'vendor.field']) {
        const facts = next(14);
        await sql(
          `INSERT INTO record_tally (organisation_id, figure, met, facts, excluded) VALUES ($1, $2, $3, $4, '{}')`,
          [organisationId, figure, next(facts + 1), facts],
        );
      }
    await sql(
      `UPDATE record_figure SET published_from = CASE WHEN figure = 'vendor.field' THEN current_date END`,
    );
    await rollUpOnce(db);
    const told = await snapshot('lab');
    expect(told.vendors.map(({ figure }) => figure)).toEqual(vendorFigures);
    for (const { figure, all, vendors: ranked } of told.vendors) {
      const rows = await sql<{ id: string; met: number; facts: number }>(
        'SELECT organisation_id AS id, met, facts FROM record_tally WHERE figure = $1',
        [figure],
      );
      const facts = rows.reduce((sum, row) => sum + row.facts, 0);
      expect(all.facts).toBe(facts);
      expect(all.share).toBe(facts < 5 ? null : rows.reduce((sum, row) => sum + row.met, 0) / facts);
      expect(
        ranked.map(({ vendor, met, facts: of }) => ({ id: vendor.id, met, facts: of })).sort(byId),
      ).toEqual(rows.filter((row) => row.facts >= 5).sort(byId));
      const estimates = ranked.map(({ estimate }) => estimate);
      expect(estimates).toEqual([...estimates].sort((one, other) => other - one));
    }
    expect((await snapshot('public')).vendors.map(({ figure }) => figure)).toEqual(['vendor.field']);
  },
);
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

it('ranks nobody who is not verified', async () => {
  await sql('UPDATE record_tally SET facts = 9, met = 9');
  await sql('UPDATE organisation SET verified = false WHERE id = $1', [cast.vendor.organisationId]);
  await rollUpOnce(db);
  const { vendors: boards } = await snapshot('lab');
  const ids = boards.flatMap((board) => board.vendors.map(({ vendor }) => vendor.id));
  expect(ids).toContain(cast.otherVendor.organisationId);
  expect(ids).not.toContain(cast.vendor.organisationId);
});
