import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainingIn } from '@scenario-lab/contracts/camps';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLabKey } from '../certificates/lab-key.js';
import { renderHung } from '../pdf/hung-paper.js';
import { printPapers } from '../pdf/print-papers.js';
import { type CampDesk, campsOnce } from './camps.js';
import { remindOfSessions } from './remind.js';
import { trainingPaper } from './training-paper.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let desk: CampDesk;
let dir: string;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  dir = await mkdtemp(join(tmpdir(), 'scenario-lab-camps-'));
  desk = { db, key: await openLabKey(dir, db) };
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(dir, { recursive: true, force: true });
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
interface Place {
  id: string;
  status: string;
  name: string;
  certificate: string | null;
  envelope: string | null;
  digest: string | null;
}
const places = (camp: string) =>
  sql<Place>('SELECT * FROM trainee WHERE camp_id = $1 ORDER BY number', [camp]);
const sessions = [
  { id: 's1', topic: { zh: '一' }, at: '2026-01-05T01:00:00Z', until: '2026-01-05T03:30:00Z', place: '' },
  { id: 's2', topic: { zh: '二' }, at: '2026-01-06T01:00:00Z', until: '2026-01-06T03:00:00Z', place: '' },
];

async function camp(seats: number): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO camp (id, organisation_id, title, about, seats, sign_up_until, sessions, tasks, rule)
     VALUES ($1, $2, '{"zh": "实训"}', '{"zh": "x"}', $3, '2999-01-01', $4, '[]', '{"sessions": 1, "tasks": 0}')`,
    [id, cast.operator.organisationId, seats, JSON.stringify(sessions)],
  );
  await stands(id, 'announced');
  return id;
}
async function takesPart(
  campId: string,
  who: SignedIn,
  number: number,
  event: 'sign_up' | 'queue',
): Promise<string> {
  const id = newId();
  await sql(
    'INSERT INTO trainee (id, camp_id, person_id, organisation_id, number, name) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, campId, who.personId, who.organisationId, number, `学员${number}`],
  );
  await db.asSystem((tx) => transition(tx, 'trainee', id, event, { by: who }));
  return id;
}
const noticesMade = async () => {
  while ((await db.asSystem(makeNotices)) > 0);
};
/** What the API does; the worker may not touch a camp. */
const stands = (id: string, status: 'announced' | 'running' | 'finished' | 'cancelled') =>
  sql('UPDATE camp SET status = $2 WHERE id = $1', [id, status]);

it('moves up who waits when a seat becomes free, in their order, and never beyond the seats', async () => {
  const id = await camp(1);
  const first = await takesPart(id, cast.vendor, 1, 'sign_up');
  await takesPart(id, cast.otherVendor, 2, 'queue');
  await takesPart(id, cast.department, 3, 'queue');
  await campsOnce(desk);
  expect((await places(id)).map(({ status }) => status)).toEqual(['seated', 'waiting', 'waiting']);
  await db.asSystem((tx) => transition(tx, 'trainee', first, 'withdraw', { by: cast.vendor }));
  await campsOnce(desk);
  await campsOnce(desk);
  expect((await places(id)).map(({ status }) => status)).toEqual(['withdrawn', 'seated', 'waiting']);
  await stands(id, 'cancelled');
  await campsOnce(desk);
  expect((await places(id)).map(({ status }) => status)).toEqual(['withdrawn', 'released', 'released']);
});

it('signs what was completed and nothing else, once, and a changed letter no longer verifies', async () => {
  const id = await camp(2);
  const came = await takesPart(id, cast.vendor, 1, 'sign_up');
  await takesPart(id, cast.otherVendor, 2, 'sign_up');
  await takesPart(id, cast.department, 3, 'queue');
  await stands(id, 'running');
  await sql('INSERT INTO camp_attendance (trainee_id, session, marked_by) VALUES ($1, $2, $3)', [
    came,
    's1',
    cast.operator.personId,
  ]);
  await campsOnce(desk);
  expect((await places(id)).map(({ status }) => status)).toEqual(['seated', 'seated', 'waiting']);
  await stands(id, 'finished');
  await campsOnce(desk);
  const [one, other, last] = await places(id);
  expect([one?.status, other?.status, last?.status]).toEqual(['certified', 'fell_short', 'released']);
  expect(one?.certificate).toMatch(/^ST-\d{4}-0001$/);
  expect(other?.envelope).toBeNull();
  const { publicKey } = await db.asSystem(desk.key);
  const verified = verifyEnvelope(one?.envelope ?? '', [publicKey]);
  if (!verified.ok) throw new Error(verified.code);
  expect(verified.digest).toBe(one?.digest);
  expect(trainingIn(verified.statement)).toMatchObject({
    training: { number: one?.certificate },
    holder: { name: '学员1', organisation: { id: cast.vendor.organisationId } },
    done: { hours: 2.5, sessions: [{ topic: { zh: '一' } }], tasks: [] },
  });
  const forged = JSON.parse(one?.envelope ?? '');
  const payload = Buffer.from(forged.payload, 'base64').toString().replace('学员1', '学员2');
  expect(
    verifyEnvelope(`${JSON.stringify({ ...forged, payload: Buffer.from(payload).toString('base64') })}\n`, [
      publicKey,
    ]).ok,
  ).toBe(false);
  await campsOnce(desk);
  expect((await places(id))[0]?.envelope).toBe(one?.envelope);
  expect(await sql('SELECT * FROM training_known($1)', [one?.digest])).toEqual([
    { number: one?.certificate, status: 'certified' },
  ]);
});

it('reminds the class and its instructors of a session once, the day before, and again of one that was moved', async () => {
  const id = await camp(3);
  await takesPart(id, cast.vendor, 1, 'sign_up');
  await takesPart(id, cast.otherVendor, 2, 'queue');
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  const plan = (first: number) =>
    sql('UPDATE camp SET sessions = $2, instructors = $3 WHERE id = $1', [
      id,
      JSON.stringify([
        { ...sessions[0], at: hours(first), until: hours(first + 1) },
        { ...sessions[1], at: hours(80), until: hours(81) },
      ]),
      [cast.department.personId],
    ]);
  const told = () =>
    sql<{ person_id: string }>(
      `SELECT person_id FROM notice WHERE thing_id = $1 AND event = 'camp.session_near' ORDER BY at, id`,
      [id],
    );
  await plan(30);
  await remindOfSessions(db);
  await noticesMade();
  expect(await told()).toEqual([]);
  await plan(20);
  for (const _ of [1, 2]) await remindOfSessions(db);
  await noticesMade();
  expect(new Set((await told()).map(({ person_id: who }) => who))).toEqual(
    new Set([cast.vendor.personId, cast.department.personId]),
  );
  await plan(22);
  await remindOfSessions(db);
  await noticesMade();
  expect(await told()).toHaveLength(4);
  // Over or begun: nobody is told any more.
  await plan(-1);
  await stands(id, 'cancelled');
  await plan(10);
  await remindOfSessions(db);
  await noticesMade();
  expect(await told()).toHaveLength(4);
});

it('prints what it has signed, in both languages, once, with the name and what was done', async () => {
  const [one] = await sql<Place>('SELECT * FROM trainee WHERE envelope IS NOT NULL');
  const pages: [string, string][] = [];
  const store = await FilesystemStore.open({ dir: join(dir, 'blobs') });
  const printer = {
    db,
    blobs: store,
    publicUrl: 'https://lab.example/',
    timeZone: 'Asia/Shanghai',
    hang: async (...args: Parameters<typeof renderHung>) => {
      pages.push([args[1], args[2].address]);
      return renderHung(...args);
    },
  };
  for (const _ of [1, 2]) await printPapers(printer, 'trainee', trainingPaper);
  const address = `https://lab.example/training-certificates/${one?.certificate}`;
  expect(pages).toEqual([
    ['zh', address],
    ['en', address],
  ]);
  const [{ zh, en } = { zh: '', en: '' }] = await sql<{ zh: string; en: string }>(
    'SELECT pdf_zh_sha256 AS zh, pdf_en_sha256 AS en FROM trainee WHERE id = $1',
    [one?.id],
  );
  expect(zh).not.toBe(en);
  for (const sha256 of [zh, en]) expect((await store.stat(sha256))?.bytes).toBeGreaterThan(2_000);
  const { payload } = JSON.parse(one?.envelope ?? '');
  const made = trainingPaper(JSON.parse(Buffer.from(payload, 'base64').toString()), 'Asia/Shanghai');
  expect(made?.paper).toMatchObject({
    number: one?.certificate,
    name: { zh: '学员1' },
    sentence: {
      zh: '于 2026-01-05 至 2026-01-06 参加“实训”，出勤 1 讲、共 2.5 学时，达到结业要求，准予结业。',
    },
  });
  // A statement of another form is no certificate of completion.
  expect(trainingPaper({ predicateType: 'x' }, 'Asia/Shanghai')).toBeNull();
});
