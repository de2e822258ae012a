import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobsDesk } from '../desk.js';
import { watchCertificate } from './watch-certificate.js';

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

async function certified(status: string) {
  const exam = await makeExam(database.owner, { vendor: cast.vendor, department: cast.department });
  const runId = await makeRun(database.owner, { vendor: cast.vendor, ...exam });
  const { certificateId: id } = await makeCertificate(database.owner, runId, { status });
  const read = async () =>
    (await database.owner.query('SELECT status, reason FROM certificate WHERE id = $1', [id])).rows[0];
  return { id, read };
}

describe('watch-certificate', () => {
  it('watches a valid certificate once the field has drifted, and only once', async () => {
    const { id, read } = await certified('valid');
    const desk = { db } as JobsDesk;
    await watchCertificate(desk, { thingId: id });
    await watchCertificate(desk, { thingId: id });
    expect(await read()).toEqual({ status: 'watch', reason: 'field_drift' });
    const events = await database.owner.query(`SELECT event FROM event WHERE thing_id = $1`, [id]);
    expect(events.rows).toEqual([{ event: 'certificate.watched' }]);
  });

  it('leaves a revoked one and an unknown one alone', async () => {
    const { id, read } = await certified('revoked');
    await watchCertificate({ db } as JobsDesk, { thingId: id });
    await watchCertificate({ db } as JobsDesk, { thingId: '00000000-0000-7000-8000-000000000000' });
    expect((await read()).status).toBe('revoked');
  });
});
