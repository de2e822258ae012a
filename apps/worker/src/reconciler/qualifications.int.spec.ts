import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remindOfExpiry } from './qualifications.js';

let database: TestDatabase;
let db: SystemDatabase;
let owner: string;
beforeAll(async () => {
  database = await testDatabase();
  owner = (await makeCast(database.owner)).vendor.organisationId;
  db = await openSystemDatabase(database.urls.score, 'test', 2);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

async function card(days: number | null, status = 'listed'): Promise<string> {
  const id = newId();
  await database.owner.query(
    `INSERT INTO solution (id, owner_id, status, card, listed) SELECT $1, $2, $3, c, CASE WHEN $3 <> 'draft' THEN c END
     FROM (SELECT jsonb_build_object('qualifications', jsonb_build_array(jsonb_build_object('name', 'ISO 27001',
       'expires', (current_date + $4::int)::text))) AS c) x`,
    [id, owner, status, days],
  );
  return id;
}
const told = async (id: string) =>
  Number(
    (
      await database.owner.query(
        `SELECT count(*) AS told FROM event WHERE thing_id = $1 AND event = 'solution.qualification_ending'`,
        [id],
      )
    ).rows[0].told,
  );

it('tells the owner once at each step ahead of the last day, of what is listed alone', async () => {
  const cards = {
    far: await card(61),
    near: await card(60),
    nearer: await card(14),
    today: await card(0),
    over: await card(-1),
    endless: await card(null),
    draft: await card(10, 'draft'),
    delisted: await card(10, 'delisted'),
  };
  await remindOfExpiry(db);
  await remindOfExpiry(db);
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(Object.entries(cards).map(async ([name, id]) => [name, await told(id)])),
    );
  const first = { far: 0, near: 1, nearer: 1, today: 1, over: 0, endless: 0, draft: 0, delisted: 0 };
  expect(await counts()).toEqual(first);
  // A fortnight ahead it is told of again, once.
  await database.owner.query(
    `UPDATE qualification_reminder SET expires = current_date + 14 WHERE solution_id = $1`,
    [cards.near],
  );
  await database.owner.query(
    `UPDATE solution SET listed = jsonb_set(listed, '{qualifications,0,expires}', to_jsonb((current_date + 14)::text)) WHERE id = $1`,
    [cards.near],
  );
  await remindOfExpiry(db);
  await remindOfExpiry(db);
  expect(await counts()).toEqual({ ...first, near: 2 });
});
