import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  db = await openSystemDatabase(database.urls.score, 'test', 2);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const sql = (text: string, values: unknown[] = []) => database.owner.query(text, values);
async function wish(
  owner: SignedIn,
  over: { votes?: SignedIn[]; claimant?: SignedIn; status?: string } = {},
) {
  const id = newId();
  await sql(
    `INSERT INTO data_request (id, owner_id, person_id, status, title, purpose, wanted, field, claimant_id)
     VALUES ($1, $2, $3, $4, '{"zh": "液位"}', '{"zh": "训练"}', '[]', 'public_services', $5)`,
    [id, owner.organisationId, owner.personId, over.status ?? 'open', over.claimant?.organisationId ?? null],
  );
  for (const { organisationId } of [owner, ...(over.votes ?? [])])
    await sql('INSERT INTO data_request_vote (data_request_id, organisation_id) VALUES ($1, $2)', [
      id,
      organisationId,
    ]);
  return id;
}
async function toldOf(id: string, event: string, by: SignedIn): Promise<string[]> {
  await db.asSystem((tx) => recordEvent(tx, { thing: 'data_request', id, event, by }));
  while ((await db.asSystem(makeNotices)) > 0);
  const { rows } = await sql('SELECT person_id FROM notice WHERE thing_id = $1 AND event = $2', [id, event]);
  return rows.map((row) => row.person_id as string).sort();
}
const people = (...of: SignedIn[]) => of.map(({ personId }) => personId).sort();

it('tells whoever wants the data what becomes of the wish, and nobody else', async () => {
  const { vendor, otherVendor, department, operator } = cast;
  const id = await wish(vendor, { votes: [otherVendor], claimant: department });
  expect(await toldOf(id, 'data_request.claimed', department)).toEqual(people(vendor, otherVendor));
  expect(await toldOf(id, 'data_request.fulfilled', department)).toEqual(people(vendor, otherVendor));
  expect(await toldOf(id, 'data_request.reopened', vendor)).toEqual(people(otherVendor, department));
  expect(await toldOf(id, 'data_request.routed', operator)).toEqual(people(department));
  expect(await toldOf(id, 'data_request.handed_back', department)).toEqual(people(operator));
  expect(await toldOf(id, 'data_request.opened', vendor)).toEqual(people(operator));
});

it('finds those whose vote has moved to another wish, and not those who voted there', async () => {
  const { vendor, otherVendor, department, otherDepartment, operator } = cast;
  const one = await wish(vendor, { votes: [otherVendor] });
  const two = await wish(department, { votes: [otherDepartment] });
  await sql('UPDATE data_request_vote SET data_request_id = $2, moved_from = $1 WHERE data_request_id = $1', [
    one,
    two,
  ]);
  expect(await toldOf(one, 'data_request.merged', operator)).toEqual(people(vendor, otherVendor));
  expect(await toldOf(two, 'data_request.fulfilled', operator)).toEqual(
    people(vendor, otherVendor, department, otherDepartment),
  );
});
