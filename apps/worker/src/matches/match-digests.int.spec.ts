import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Cast, makeActor, makeCast } from '@scenario-lab/testing/builders';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeResult, makeRun } from '@scenario-lab/testing/evidence';
import { makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { matchDigestsOnce } from './match-digests.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const subscribe = (who: SignedIn, thing: string, id: string) =>
  sql(
    `INSERT INTO match_subscription (person_id, organisation_id, thing, thing_id, looked_at)
     VALUES ($1, $2, $3, $4, now() - interval '8 days')`,
    [who.personId, who.organisationId, thing, id],
  );
const aWeekOn = () => sql(`UPDATE match_subscription SET looked_at = looked_at - interval '7 days'`);
const look = async () => {
  await matchDigestsOnce({ db });
  while ((await db.asSystem(makeNotices)) > 0);
};
const told = (who: SignedIn) =>
  sql<{ title: { zh: string; en: string }; event: string; page: string }>(
    `SELECT title, event, page FROM notice WHERE person_id = $1 AND kind = 'matches' ORDER BY seq`,
    [who.personId],
  );
const pairs = (who: SignedIn) =>
  sql<{ scenario_id: string; solution_id: string }>(
    'SELECT scenario_id, solution_id FROM match_told WHERE person_id = $1 AND digest_id IS NOT NULL',
    [who.personId],
  );

type Need = Awaited<ReturnType<typeof makeBenchmark>>;
/** A card that was measured on the need; a certificate makes that public. */
async function proven(vendor: SignedIn, need: Need, certified = true): Promise<{ solutionId: string }> {
  const { owner } = database;
  const algorithm = await makeAlgorithm(owner, vendor);
  const runId = await makeRun(owner, { vendor, ...algorithm, ...need });
  await makeResult(owner, runId, { metric: 'mae', value: 9, lower: 8, upper: 10, verdict: 'pass' });
  if (certified) await makeCertificate(owner, runId);
  return algorithm;
}

it('tells each subscriber once a week what is new, in one notice, and nothing twice', async () => {
  const { department, vendor, otherVendor } = cast;
  const { owner } = database;
  const need = await makeBenchmark(owner, department);
  const first = await proven(vendor, need);
  await proven(otherVendor, need);
  // Its result is nobody's to know yet, and without it there is little to tell of.
  await proven(otherVendor, need, false);
  const here = { name: 'Department A', roles: ['demand'], id: department.organisationId };
  const colleague = await makeActor(owner, here, ['member'], ['department']);
  const muted = await makeActor(owner, here, ['member'], ['department']);
  const gone = await makeActor(owner, here, ['member'], ['department']);
  for (const who of [department, colleague, muted, gone]) await subscribe(who, 'scenario', need.scenarioId);
  // The same pair from the card's side is somebody else's news.
  await subscribe(vendor, 'solution', first.solutionId);
  await sql(
    `INSERT INTO notice_choice (person_id, muted, mailed, pace, quiet_from, quiet_until, language)
     VALUES ($1, '{matches}', '{}', 'soon', 0, 0, 'zh')`,
    [muted.personId],
  );
  await sql('DELETE FROM membership WHERE person_id = $1', [gone.personId]);
  await Promise.all([look(), look()]);
  await look();
  for (const who of [department, colleague]) {
    expect(await told(who)).toEqual([
      {
        title: { zh: '“下穿隧道积水”：2 条新匹配', en: '“Flooded underpasses”: 2 new matches' },
        event: 'organisation.matches_found',
        page: department.organisationId,
      },
    ]);
    expect(await pairs(who)).toHaveLength(2);
  }
  expect(await told(vendor)).toHaveLength(1);
  for (const who of [muted, gone]) expect(await told(who)).toEqual([]);
  expect(await pairs(gone)).toEqual([]);
  // One decision of the organisation, however many of its people it tells.
  const events = await sql(
    "SELECT 1 FROM event WHERE event = 'organisation.matches_found' AND thing_id = $1",
    [department.organisationId],
  );
  expect(events).toHaveLength(1);
  await aWeekOn();
  await look();
  expect(await told(department)).toHaveLength(1);
  const third = await proven(otherVendor, need);
  await look();
  expect(await told(department)).toHaveLength(1);
  await aWeekOn();
  await look();
  expect((await told(department)).at(-1)?.title.en).toBe('“Flooded underpasses”: 1 new match');
  expect((await pairs(department)).map(({ solution_id }) => solution_id)).toContain(third.solutionId);
});

it('leaves out what was put aside, what is talked about, and what is not public', async () => {
  const { otherDepartment, vendor, otherVendor } = cast;
  const { owner } = database;
  await sql('DELETE FROM match_subscription');
  await sql('UPDATE solution SET listed = NULL');
  const need = await makeBenchmark(owner, otherDepartment);
  const [aside, engaged, delisted, shown] = [
    await proven(vendor, need),
    await proven(vendor, need),
    await proven(otherVendor, need),
    await proven(otherVendor, need),
  ];
  await sql(
    `INSERT INTO match_mark (id, organisation_id, scenario_id, solution_id, mark, reason, person_id)
     VALUES ($1, $2, $3, $4, 'dismissed', 'site', $5)`,
    [newId(), otherDepartment.organisationId, need.scenarioId, aside.solutionId, otherDepartment.personId],
  );
  await sql(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, 'accepted', $2, $3, $4, $5)`,
    [newId(), need.scenarioId, engaged.solutionId, vendor.organisationId, otherDepartment.organisationId],
  );
  await sql("UPDATE solution SET status = 'delisted' WHERE id = $1", [delisted.solutionId]);
  await subscribe(otherDepartment, 'scenario', need.scenarioId);
  // A rival that subscribed to the need hears of every card alike: it does not learn who is talked to.
  await subscribe(otherVendor, 'scenario', need.scenarioId);
  await look();
  expect((await pairs(otherDepartment)).map(({ solution_id }) => solution_id)).toEqual([shown.solutionId]);
  expect((await pairs(otherVendor)).map(({ solution_id }) => solution_id).sort()).toEqual(
    [aside, engaged, shown].map(({ solutionId }) => solutionId).sort(),
  );
  await sql("UPDATE scenario SET status = 'closed' WHERE id = $1", [need.scenarioId]);
  await proven(vendor, need);
  await aWeekOn();
  const before = await told(otherDepartment);
  await look();
  expect(await told(otherDepartment)).toEqual(before);
});
