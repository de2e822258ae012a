import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remindOfMonth } from './remind-of-month.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const told = async () =>
  (
    await database.owner.query(
      `SELECT count(*)::int AS told FROM event WHERE event = 'organisation.joint_month_begun'`,
    )
  ).rows[0]?.told as number;
const need = (ownerId: string) =>
  database.owner.query(
    `INSERT INTO scenario (id, owner_id, status, need, said, words) VALUES ($1, $2, 'published', '{"title": {"zh": "积水"}}', '', '')`,
    [newId(), ownerId],
  );

it('tells the desk once that a month has begun, where two departments have needs to join', async () => {
  await need(cast.department.organisationId);
  await need(cast.department.organisationId);
  await remindOfMonth(db);
  expect(await told()).toBe(0);
  await need(cast.otherDepartment.organisationId);
  await remindOfMonth(db);
  await remindOfMonth(db);
  expect(await told()).toBe(1);
  await database.owner.query(
    `UPDATE event SET at = at - interval '40 days' WHERE event = 'organisation.joint_month_begun'`,
  );
  await remindOfMonth(db);
  expect(await told()).toBe(2);
});
