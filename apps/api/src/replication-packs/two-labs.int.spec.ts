import { Buffer } from 'node:buffer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAlgorithm } from '@scenario-lab/contracts/algorithms';
import {
  assessReplication,
  readReplication,
  replicationDeeds,
  startTransferTest,
} from '@scenario-lab/contracts/cases';
import { listKeys } from '@scenario-lab/contracts/certificates';
import { requestForeignReplication } from '@scenario-lab/contracts/foreign-packs';
import { agreeToPack, askPack, downloadPack, listPacks } from '@scenario-lab/contracts/replication-packs';
import { reviewDeeds } from '@scenario-lab/contracts/runs';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { at, deskOf, told } from './test-desk.js';

let here: TestApp;
let there: TestApp;
let desk: ReturnType<typeof deskOf>;
let score: SystemDatabase;
let folder: string;
beforeAll(async () => {
  [here, there] = [await testApp(), await testApp()];
  desk = deskOf(here);
  score = await openSystemDatabase(here.database.urls.score, 'score', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-two-labs-'));
});
afterAll(async () => {
  await score?.close();
  await here?.close();
  await there?.close();
  await rm(folder, { recursive: true, force: true });
});

type Who = Parameters<TestApp['as']>[0];

/** The worker's own code, as it runs beside the other lab's API. */
async function signAt(app: TestApp): Promise<void> {
  const built = (file: string) => import(new URL(`../../../worker/dist/${file}`, import.meta.url).href);
  const { openLabKey } = await built('certificates/lab-key.js');
  const { writePacksOnce } = await built('replication-packs/write-packs.js');
  const db = await openSystemDatabase(app.database.urls.score, 'jobs', 2);
  try {
    await writePacksOnce({
      db,
      blobs: await FilesystemStore.open({ dir: app.folders.blobs }),
      key: await openLabKey(join(folder, 'key'), db),
      publicUrl: 'https://there.example',
      log: pino({ level: 'silent' }),
    });
  } finally {
    await db.close();
  }
}

describe('two labs', () => {
  it('one’s accepted case is taken over by the other, tested on its own data and adopted', async () => {
    const their = there.cast;
    const exam = await makeExam(there.database.owner, their);
    const store = await FilesystemStore.open({ dir: there.folders.blobs });
    const { sha256, bytes } = await store.put(Buffer.from('the program of a vendor'));
    await there.database.owner.query('UPDATE algorithm_version SET sha256 = $2, bytes = $3 WHERE id = $1', [
      exam.algorithmVersionId,
      sha256,
      bytes,
    ]);
    const { caseId } = await makeCase(there.database.owner, their, exam, { published: true });
    const ask = (who: Who) =>
      there.as(who)(askPack, { ...at(caseId), body: { purpose: 'For the lab of the next city.' } });
    for (const who of [their.department, their.vendor, their.observer])
      expect(await refusalOf(ask(who))).toBe('403 role_missing');
    const { id: packId } = await ask(their.operator);
    expect(await refusalOf(ask(their.operator))).toBe('409 duplicate');
    const agree = (who: Who, algorithm = false) =>
      there.as(who)(agreeToPack, { ...at(packId), body: { algorithm } });
    const download = (who: Who) => there.as(who)(downloadPack, at(packId));
    expect(await refusalOf(agree(their.operator))).toBe('403 role_missing');
    expect(await refusalOf(agree(their.otherVendor))).toBe('404 not_found');
    expect(await refusalOf(agree(their.department, true))).toBe('422 invalid_input algorithm');
    await agree(their.department);
    expect(await refusalOf(agree(their.department))).toBe('409 wrong_status');
    await signAt(there);
    expect(await refusalOf(download(their.operator))).toBe('409 wrong_status');
    await agree(their.vendor, true);
    await signAt(there);
    for (const who of [their.otherVendor, their.otherDepartment]) {
      expect(await refusalOf(download(who))).toBe('404 not_found');
      expect((await there.as(who)(listPacks, at(caseId))).items).toEqual([]);
    }
    const pack = new Uint8Array(await (await download(their.operator)).arrayBuffer());
    // Who of the lab took it is told to the lab alone.
    for (const [who, person] of [
      [their.vendor, null],
      [their.reviewer, 'Lab operator'],
    ] as const)
      expect((await there.as(who)(listPacks, at(caseId))).items).toMatchObject([
        { state: 'ready', taken: [{ person, organisation: { id: their.operator.organisationId } }] },
      ]);

    const { operator, department, vendor, reviewer, otherDepartment } = here.cast;
    expect(await told(desk.receive(pack))).toBe('422 pack_refused no_trusted_key manifest.json');
    const keys = JSON.stringify(await there.as(null)(listKeys, {}));
    await desk.pin(keys, { recognises: true });
    const { id, known } = await desk.receive(pack);
    expect(known).toBe(false);
    expect(await desk.receive(pack)).toEqual({ id, known: true });
    expect(await desk.read(id)).toMatchObject({
      state: 'received',
      programIncluded: true,
      recognition: { recognised: false, reasons: ['no_certificate', 'no_report'] },
      content: { case: { vendor: { name: { en: 'Vendor A' } } } },
      changed: null,
      allowed: ['foreign_pack.read', 'foreign_pack.take', 'foreign_pack.discard'],
    });
    expect(await refusalOf(desk.read(id, department))).toBe('404 not_found');

    await desk.take(id);
    const taken = await desk.read(id, department);
    expect(taken).toMatchObject({
      state: 'taken',
      made: { vendor: { id: vendor.organisationId }, algorithm: { status: 'uploaded', known: false } },
      allowed: ['foreign_pack.read', 'foreign_pack.arrange', 'replication.request'],
    });
    expect(await refusalOf(desk.read(id, otherDepartment))).toBe('404 not_found');
    const need = await here.as(department)(readScenario, at(taken.made.scenario ?? ''));
    expect(need).toMatchObject({ status: 'draft', region: null, budget: null, contact: null });
    expect(need.criteria).toMatchObject([{ metric: 'mae', threshold: 12 }]);
    const algorithmId = taken.made.algorithm?.id ?? '';
    const program = await here.as(vendor)(readAlgorithm, at(algorithmId));
    expect(program).toMatchObject({ status: 'draft', owner: { id: vendor.organisationId } });
    // The lab's sandbox has looked at it.
    await here.database.owner.query(`UPDATE algorithm_version SET status = 'ready' WHERE algorithm_id = $1`, [
      algorithmId,
    ]);

    const own = await makeBenchmark(here.database.owner, department, {
      accessMode: 'sandbox_only',
      listed: false,
    });
    const { id: replicationId } = await here.as(department)(requestForeignReplication, {
      ...at(id),
      body: { purpose: 'For our own underpasses.' },
    });
    expect(await refusalOf(desk.undo(id))).toBe('409 pack_in_use');
    const replication = (who: Who) => here.as(who)(readReplication, at(replicationId));
    expect(await replication(vendor)).toMatchObject({
      status: 'requested',
      foreignPackId: id,
      namesTold: true,
      origin: [{ metric: 'mae', value: 10.4 }],
    });
    await here.as(operator)(assessReplication, {
      ...at(replicationId),
      body: { contextDifference: { zh: '雨更大' } },
    });
    const { runId } = await here.as(operator)(startTransferTest, {
      ...at(replicationId),
      body: { benchmarkVersionId: own.benchmarkVersionId },
    });
    const adopt = () => here.as(department)(replicationDeeds.adopt, { ...at(replicationId), body: {} });
    expect(await refusalOf(adopt())).toBe('409 gate_incomplete');
    const result = maeResult(10.37, 'pass');
    await playRun(score, { verdict: 'pass', owner: result, vendor: vendorResultOf(result) });
    await here.as(reviewer)(reviewDeeds.approve, {
      params: { id: runId },
      body: { statement: 'As the plan says.' },
    });
    await adopt();
    expect((await replication(department)).status).toBe('adopted');
    // Nothing of it went back, and nothing here names who is at home there.
    expect((await there.database.owner.query('SELECT 1 FROM replication')).rowCount).toBe(0);
  });
});
