import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { statusListIn } from '@scenario-lab/contracts/status-list';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLabKey, rotateLabKey } from './lab-key.js';
import { signStatusList } from './sign-status-list.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let dir: string;
let desk: Parameters<typeof signStatusList>[0];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2);
  cast = await makeCast(database.owner);
  dir = await mkdtemp(join(tmpdir(), 'scenario-lab-status-'));
  desk = { db, key: await openLabKey(dir, db) };
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(dir, { recursive: true, force: true });
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const file = async () => {
  await signStatusList(desk);
  const [row] = await sql<{ envelope: string }>('SELECT envelope FROM status_list');
  const { publicKey } = await db.asSystem(desk.key);
  const verified = verifyEnvelope(row?.envelope ?? '', [publicKey]);
  if (!verified.ok) throw new Error(verified.code);
  return { text: row?.envelope, list: statusListIn(verified.statement) };
};

it('signs an empty list, and nothing anew while nothing changed', async () => {
  const first = await file();
  expect(first.list?.entries).toEqual([]);
  expect((await file()).text).toBe(first.text);
  await sql(`UPDATE status_list SET issued_at = now() - interval '25 hours'`);
  expect((await file()).text).not.toBe(first.text);
});

it('names certificates, badges and certificates of completion that do not stand, with the day, and none that do', async () => {
  const exam = await makeExam(database.owner, { vendor: cast.vendor, department: cast.department });
  const numbers: string[] = [];
  for (const status of ['valid', 'suspended', 'expired']) {
    const runId = await makeRun(database.owner, { vendor: cast.vendor, ...exam });
    const { certificateId } = await makeCertificate(database.owner, runId, { status });
    const [row] = await sql<{ number: string }>('SELECT number FROM certificate WHERE id = $1', [
      certificateId,
    ]);
    numbers.push(row?.number ?? '');
  }
  const { organisationId, personId } = cast.department;
  const badge = async (number: string, kind: string) => {
    const id = newId();
    await sql(
      `INSERT INTO badge (id, kind, holder_id, thing, thing_id, title, words, applied_by, rules, number, status, issued_at)
       VALUES ($1, $2, $3, 'organisation', $3, '{"en": "A"}', '', $4, '[]', $5, 'valid', now() - interval '9 days')`,
      [id, kind, organisationId, personId, number],
    );
    return id;
  };
  const revoked = await badge('SB-2026-0001', 'data_partner');
  await badge('SB-2026-0002', 'service_provider');
  await db.asSystem((tx) => transition(tx, 'badge', revoked, 'revoke', { by: cast.operator, remark: 'x' }));
  const [camp, place] = [newId(), newId()];
  await sql(
    `INSERT INTO camp (id, status, organisation_id, title, about, seats, sign_up_until, sessions, tasks, rule)
     VALUES ($1, 'finished', $2, '{"zh": "实训"}', '{"zh": "x"}', 3, '2999-01-01', '[]', '[]', '{}')`,
    [camp, cast.operator.organisationId],
  );
  await sql(
    `INSERT INTO trainee (id, status, camp_id, person_id, organisation_id, number, name, certificate, issued_at)
     VALUES ($1, 'certified', $2, $3, $4, 1, '王小明', 'ST-2026-0001', now() - interval '9 days')`,
    [place, camp, cast.vendor.personId, cast.vendor.organisationId],
  );
  await db.asSystem((tx) => transition(tx, 'trainee', place, 'revoke', { by: cast.operator, remark: 'x' }));
  const { list, text } = await file();
  expect(list?.entries.map(({ kind, number, status }) => [kind, number, status])).toEqual([
    ['badge', 'SB-2026-0001', 'revoked'],
    ['certificate', numbers[1], 'suspended'],
    ['training', 'ST-2026-0001', 'revoked'],
  ]);
  // The day it was taken back, not the day it was given.
  const taken = Date.parse(list?.entries[0]?.at ?? '');
  expect(Date.now() - taken).toBeLessThan(600_000);
  // Numbers, and nobody's name.
  const { payload } = JSON.parse(text ?? '');
  expect(Buffer.from(payload, 'base64').toString()).not.toContain('王');
});

it('is signed with the key of the day', async () => {
  const { text } = await file();
  await rotateLabKey(dir, db);
  expect((await file()).text).not.toBe(text);
});
