import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { envelopeText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { openPack } from '@scenario-lab/contracts/packs/open-pack';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { makeCase } from '@scenario-lab/testing/cases';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { type Exam, makeExam } from '@scenario-lab/testing/exam';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLabKey } from '../certificates/lab-key.js';
import { type PackDesk, writePacksOnce } from './write-packs.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let folder: string;
let desk: PackDesk;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-packs-'));
  desk = {
    db,
    blobs: await FilesystemStore.open({ dir: join(folder, 'blobs') }),
    key: await openLabKey(join(folder, 'key'), db),
    publicUrl: 'https://lab.example/',
    log: pino({ level: 'silent' }),
  };
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const program = Buffer.from('a program');

async function asked(): Promise<{ exam: Exam; packId: string; caseId: string }> {
  const exam = await makeExam(database.owner, cast, { accessMode: 'sandbox_only' });
  const { sha256, bytes } = await desk.blobs.put(program);
  await sql('UPDATE algorithm_version SET sha256 = $2, bytes = $3 WHERE id = $1', [
    exam.algorithmVersionId,
    sha256,
    bytes,
  ]);
  await sql('UPDATE dataset_version SET rows = 4321 WHERE dataset_id = $1', [exam.datasetId]);
  const { caseId } = await makeCase(database.owner, cast, exam, { published: true });
  const packId = newId();
  await sql(
    `INSERT INTO replication_pack (id, case_id, asked_by, purpose) VALUES ($1, $2, $3, 'for others')`,
    [packId, caseId, cast.operator.personId],
  );
  return { exam, packId, caseId };
}
const agree = (packId: string, who: Cast['vendor'], algorithm = false) =>
  sql('INSERT INTO pack_consent (pack_id, organisation_id, person_id, algorithm) VALUES ($1, $2, $3, $4)', [
    packId,
    who.organisationId,
    who.personId,
    algorithm,
  ]);
const written = async (packId: string) => {
  const [row] = await sql<{ sha256: string | null; written_at: Date | null }>(
    'SELECT sha256, written_at FROM replication_pack WHERE id = $1',
    [packId],
  );
  return row?.sha256 ? new Uint8Array(await buffer(await desk.blobs.get(row.sha256))) : null;
};
const publicKey = async () => (await db.asSystem(desk.key)).publicKey;
const opened = async (packId: string) => {
  const bytes = await written(packId);
  const pack = bytes && openPack(bytes, [await publicKey()]);
  if (!pack?.ok) throw new Error(JSON.stringify(pack));
  return pack;
};

it('is written once both sides have agreed, and verifies by the lab’s key alone', async () => {
  const { exam, packId, caseId } = await asked();
  await writePacksOnce(desk);
  expect(await written(packId)).toBeNull();
  await agree(packId, cast.department);
  await writePacksOnce(desk);
  expect(await written(packId)).toBeNull();
  await agree(packId, cast.vendor, true);
  await writePacksOnce(desk);
  const pack = await opened(packId);
  expect(pack.manifest.predicate).toMatchObject({
    packId,
    caseId,
    lab: { name: { en: 'Lab' }, address: 'https://lab.example' },
    consents: [
      { side: 'department', algorithm: false },
      { side: 'vendor', algorithm: true },
    ],
    leftOut: [{ file: 'report.json', reason: 'none' }],
  });
  expect(Buffer.from(pack.artifact ?? [])).toEqual(program);
  expect(pack.content['exam.json']?.columns).toMatchObject([{ name: 'rain', type: 'number' }]);
  // Of data nobody may read, two figures of the count; and nothing that is the department's alone.
  expect(pack.content['context.json'].rows).toBe(4300);
  const all = new TextDecoder('latin1').decode((await written(packId)) ?? new Uint8Array());
  for (const word of [exam.datasetId, '"contact"', '"Li"', '4321']) expect(all).not.toContain(word);
  const events = await sql(`SELECT 1 FROM event WHERE thing_id = $1 AND event = 'case.pack_written'`, [
    caseId,
  ]);
  expect(events).toHaveLength(1);
  const before = await written(packId);
  await writePacksOnce(desk);
  expect(await written(packId)).toEqual(before);
});

it('leaves out what was not agreed to, what is not there, and a report that was taken back', async () => {
  const { exam, packId, caseId } = await asked();
  const runId = newId();
  await sql(
    `INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by)
     VALUES ($1, 'approved', 'hidden', $2, $3, $4, $5)`,
    [
      runId,
      exam.algorithmVersionId,
      exam.benchmarkVersionId,
      cast.vendor.organisationId,
      cast.vendor.personId,
    ],
  );
  const [reportId, certificateId] = [newId(), newId()];
  const key = await db.asSystem(desk.key);
  const envelope = envelopeText(
    sealEnvelope({ predicate: { issuedAt: new Date().toISOString() } }, key.keyId, key.sign),
  );
  await sql(
    `INSERT INTO report (id, report_id, run_id, edition, key_id, statement, envelope, published)
     VALUES ($1, $2, $3, 'vendor', $4, '{}', $5, true)`,
    [newId(), reportId, runId, key.keyId, envelope],
  );
  await sql(
    `INSERT INTO certificate (id, number, status, run_id, algorithm_version_id, vendor_id, benchmark_version_id, report_id, key_id,
       face, expires_at) VALUES ($1, 'SL-2026-009001', 'valid', $2, $3, $4, $5, $6, $7, '{"level": "hardened"}', now() + interval '1 year')`,
    [
      certificateId,
      runId,
      exam.algorithmVersionId,
      cast.vendor.organisationId,
      exam.benchmarkVersionId,
      reportId,
      key.keyId,
    ],
  );
  await sql('UPDATE lab_case SET certificate_id = $2 WHERE id = $1', [caseId, certificateId]);
  await agree(packId, cast.department);
  await agree(packId, cast.vendor);
  await writePacksOnce(desk);
  const pack = await opened(packId);
  expect(pack.artifact).toBeNull();
  expect(pack.manifest.predicate.leftOut).toEqual([{ file: 'artifact', reason: 'not_agreed' }]);
  expect(pack.report).toMatchObject({ verdict: 'genuine', text: envelope });
  expect(pack.content['case.json'].certificate).toMatchObject({
    number: 'SL-2026-009001',
    level: 'hardened',
  });

  await sql('UPDATE replication_pack SET withdrawn_at = now() WHERE id = $1', [packId]);
  await sql(`UPDATE certificate SET status = 'revoked' WHERE id = $1`, [certificateId]);
  const again = newId();
  await sql(
    `INSERT INTO replication_pack (id, case_id, asked_by, purpose) VALUES ($1, $2, $3, 'for others')`,
    [again, caseId, cast.operator.personId],
  );
  await agree(again, cast.department);
  await agree(again, cast.vendor);
  await writePacksOnce(desk);
  expect((await opened(again)).manifest.predicate.leftOut).toContainEqual({
    file: 'report.json',
    reason: 'withdrawn',
  });
});

it('is not written once it was withdrawn, and one that fails holds up no other', async () => {
  const [gone, broken, sound] = [await asked(), await asked(), await asked()];
  for (const { packId } of [gone, broken, sound]) {
    await agree(packId, cast.department);
    await agree(packId, cast.vendor);
  }
  await sql('UPDATE replication_pack SET withdrawn_at = now() WHERE id = $1', [gone.packId]);
  await sql(`UPDATE scenario SET need = need - 'title' WHERE id = $1`, [broken.exam.scenarioId]);
  await writePacksOnce(desk);
  expect(await written(gone.packId)).toBeNull();
  expect(await written(broken.packId)).toBeNull();
  expect(await written(sound.packId)).not.toBeNull();
});
