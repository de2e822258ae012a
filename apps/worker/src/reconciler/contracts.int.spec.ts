import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { expireByDate, remindOfLapse } from './clocks.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;
const reminders = async () =>
  (await rows(`SELECT thing_id FROM event WHERE event = 'grant.lapsing'`)).map(({ thing_id: id }) => id);

/** A contract that has so many days left. */
async function contract(days: number): Promise<{ id: string; datasetId: string; versionId: string }> {
  const id = newId();
  const [{ dataset_id: datasetId, id: versionId }] = await rows(
    'SELECT id, dataset_id FROM dataset_version LIMIT 1',
  );
  await rows(
    `INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires) VALUES ($1, 'active', $2, $3, current_date + $4::int)`,
    [id, datasetId, lab.cast.otherVendor.organisationId, days],
  );
  return { id, datasetId, versionId };
}
async function job(grant: { id: string; datasetId: string; versionId: string }, status: string) {
  const id = newId();
  const { otherVendor, department } = lab.cast;
  await rows(
    `INSERT INTO data_job (id, status, dataset_id, dataset_version_id, grant_id, organisation_id, owner_id, person_id, title, purpose,
       wants, kind, file_name, bytes, sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 't', 'p', 'w', 'bundle', 'a.zip', 1, $9)`,
    [
      id,
      status,
      grant.datasetId,
      grant.versionId,
      grant.id,
      otherVendor.organisationId,
      department.organisationId,
      otherVendor.personId,
      'a'.repeat(64),
    ],
  );
  return id;
}

beforeEach(async () => {
  await rows(`UPDATE access_grant SET status = 'revoked'`);
});

it('reminds both sides once of each last day, in its last fortnight', async () => {
  const [near, last, far, over] = [
    await contract(13),
    await contract(0),
    await contract(14),
    await contract(-1),
  ];
  await remindOfLapse(lab.db);
  await remindOfLapse(lab.db);
  const told = await reminders();
  expect(told.filter((id) => id === near.id)).toHaveLength(1);
  expect(told.filter((id) => id === last.id)).toHaveLength(1);
  expect(told).not.toContain(far.id);
  expect(told).not.toContain(over.id);
  // Renewed, it is told of again when the new last day comes near, and not before.
  await rows('UPDATE access_grant SET expires = current_date + 90 WHERE id = $1', [near.id]);
  await remindOfLapse(lab.db);
  expect((await reminders()).filter((id) => id === near.id)).toHaveLength(1);
  await rows('UPDATE access_grant SET expires = current_date + 3 WHERE id = $1', [near.id]);
  await remindOfLapse(lab.db);
  expect((await reminders()).filter((id) => id === near.id)).toHaveLength(2);
});

it('ends what runs under a contract that has lapsed, and leaves its owner what was written before', async () => {
  const grant = await contract(-1);
  const [running, held] = [await job(grant, 'executing'), await job(grant, 'held')];
  await expireByDate(lab.db);
  expect(await rows('SELECT status FROM access_grant WHERE id = $1', [grant.id])).toEqual([
    { status: 'expired' },
  ]);
  expect(
    await rows('SELECT id, status FROM data_job WHERE id = ANY($1) ORDER BY status', [[running, held]]),
  ).toEqual([
    { id: held, status: 'held' },
    { id: running, status: 'revoked' },
  ]);
  expect(await rows('SELECT kind, thing_id, cause FROM grant_stop WHERE grant_id = $1', [grant.id])).toEqual([
    { kind: 'data_job', thing_id: running, cause: 'expired' },
  ]);
});

it('keeps the terms a contract was given with, whichever way it was given', async () => {
  const { id } = await contract(30);
  expect(
    await rows(
      'SELECT number, methods, uses, agreed_at IS NOT NULL AS agreed FROM grant_terms WHERE grant_id = $1',
      [id],
    ),
  ).toEqual([{ number: 0, methods: ['download', 'compute', 'data_job'], uses: null, agreed: true }]);
});
