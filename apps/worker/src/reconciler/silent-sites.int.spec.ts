import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeSilence } from './silent-sites.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2);
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

/** A pilot with one indicator whose newest points at some of its sites are so many hours old. */
async function pilot(status: string, ages: Record<string, number>) {
  const { owner } = database;
  const exam = await makeExam(owner, cast);
  const ids = { pilot: newId(), kpi: newId() };
  const engagementId = newId();
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, 'piloting', $2, $3, $4, $5)`,
    [
      engagementId,
      exam.scenarioId,
      exam.solutionId,
      cast.vendor.organisationId,
      cast.department.organisationId,
    ],
  );
  await owner.query(
    `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites)
     VALUES ($1, $2, $3, current_date - 30, current_date + 30, '["East", "West", "North"]')`,
    [ids.pilot, status, engagementId],
  );
  await owner.query(
    `INSERT INTO kpi (id, pilot_id, criterion_key, criterion, name, unit, target, observations, position)
     VALUES ($1, $2, 'mae', '{}', '{}', 'cm', 12, 3, 0)`,
    [ids.kpi, ids.pilot],
  );
  for (const [site, hours] of Object.entries(ages)) await point(ids, site, hours);
  return ids;
}
const point = (ids: { pilot: string; kpi: string }, site: string, hours: number) =>
  database.owner.query(
    `INSERT INTO observation (id, pilot_id, kpi_id, at, value, source, self_reported, site)
     VALUES ($1, $2, $3, now() - interval '1 hour' * $5, 9, 'site_token', false, $4)`,
    [newId(), ids.pilot, ids.kpi, site, hours],
  );
const told = async (id: string) =>
  (
    await database.owner.query<{ text: string }>(
      `SELECT r.text FROM event e JOIN remark r ON r.event_id = e.id
       WHERE e.thing_id = $1 AND e.event = 'pilot.went_silent' ORDER BY e.at`,
      [id],
    )
  ).rows.map(({ text }) => text);

it('tells of a site whose data stopped once, and of no other; back and gone again it is told anew', async () => {
  const running = await pilot('running', { East: 30, West: 2 });
  const paused = await pilot('paused', { East: 30 });
  await noticeSilence(db);
  await noticeSilence(db);
  expect(await told(running.pilot)).toEqual(['East']);
  expect(await told(paused.pilot)).toEqual([]);
  await point(running, 'East', 1);
  await noticeSilence(db);
  expect(await told(running.pilot)).toEqual(['East']);
  await database.owner.query(
    `UPDATE observation SET voided_at = now() WHERE pilot_id = $1 AND at > now() - interval '3 hours'`,
    [running.pilot],
  );
  await noticeSilence(db);
  expect(await told(running.pilot)).toEqual(['East', 'East']);
});
