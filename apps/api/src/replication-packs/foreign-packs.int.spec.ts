import { Buffer } from 'node:buffer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  assessReplication,
  readReplication,
  replicationDeeds,
  startTransferTest,
} from '@scenario-lab/contracts/cases';
import { listKeys } from '@scenario-lab/contracts/certificates';
import {
  arrangeExam,
  discardPack,
  endTrustedLab,
  listForeignPacks,
  listTrustedLabs,
  pinTrustedLab,
  readDifference,
  readForeignPack,
  receivePack,
  requestForeignReplication,
  takePack,
  undoPack,
} from '@scenario-lab/contracts/foreign-packs';
import { foreignLab, packFiles, sampleContent } from '@scenario-lab/contracts/packs/testing/sample-pack';
import { agreeToPack, askPack, downloadPack, listPacks } from '@scenario-lab/contracts/replication-packs';
import { reviewDeeds } from '@scenario-lab/contracts/runs';
import { editScenario, readScenario } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let here: TestApp;
let there: TestApp;
let score: SystemDatabase;
let folder: string;
beforeAll(async () => {
  [here, there] = [await testApp(), await testApp()];
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
const at = (id: string) => ({ params: { id } });
/** An upload as it stands once its bytes have arrived. */
async function uploaded(bytes: Uint8Array, who = here.cast.operator): Promise<string> {
  const blobs = await FilesystemStore.open({ dir: here.folders.blobs });
  const { sha256 } = await blobs.put(Buffer.from(bytes));
  const id = newId();
  await here.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'pack.zip', 'file', $4, $4, $5)`,
    [id, who.organisationId, who.personId, bytes.length, sha256],
  );
  return id;
}
const pin = (keys: string, more: { recognises?: boolean; who?: Who } = {}) =>
  here.as(more.who ?? here.cast.operator)(pinTrustedLab, {
    body: {
      name: { en: 'Lab of the first city', zh: '首城实验室' },
      keys,
      recognises: more.recognises ?? false,
    },
  });
const receive = async (bytes: Uint8Array) =>
  here.as(here.cast.operator)(receivePack, { body: { uploadId: await uploaded(bytes) } });
const read = (id: string, who: Who = here.cast.operator) => here.as(who)(readForeignPack, at(id));
const take = (id: string, vendorId: string | null = here.cast.vendor.organisationId) =>
  here.as(here.cast.operator)(takePack, {
    ...at(id),
    body: { adopterId: here.cast.department.organisationId, supplierId: vendorId },
  });
const undo = (id: string) =>
  here.as(here.cast.operator)(undoPack, { ...at(id), body: { reason: 'not ours' } });
/** Reason and place of a refused pack. */
const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) return String(error);
      const { status, code, params } = error.problem;
      return `${status} ${code} ${params?.reason} ${params?.place}`;
    },
  );
const count = async (table: string) =>
  (await here.database.owner.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n as number;

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
    expect(await told(receive(pack))).toBe('422 pack_refused no_trusted_key manifest.json');
    const keys = JSON.stringify(await there.as(null)(listKeys, {}));
    await pin(keys, { recognises: true });
    const { id, known } = await receive(pack);
    expect(known).toBe(false);
    expect(await receive(pack)).toEqual({ id, known: true });
    expect(await read(id)).toMatchObject({
      state: 'received',
      programIncluded: true,
      recognition: { recognised: false, reasons: ['no_certificate', 'no_report'] },
      content: { case: { vendor: { name: { en: 'Vendor A' } } } },
      changed: null,
      allowed: ['foreign_pack.read', 'foreign_pack.take', 'foreign_pack.discard'],
    });
    expect(await refusalOf(read(id, department))).toBe('404 not_found');

    await take(id);
    const taken = await read(id, department);
    expect(taken).toMatchObject({
      state: 'taken',
      made: { vendor: { id: vendor.organisationId }, algorithm: { status: 'uploaded', known: false } },
      allowed: ['foreign_pack.read', 'foreign_pack.arrange', 'replication.request'],
    });
    expect(await refusalOf(read(id, otherDepartment))).toBe('404 not_found');
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
    expect(await refusalOf(undo(id))).toBe('409 pack_in_use');
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

describe('a lab that is believed', () => {
  it('is pinned by keys that are keys, once, and never by one’s own', async () => {
    const lab = foreignLab(21);
    expect(await refusalOf(pin(lab.publicKey, { who: here.cast.reviewer }))).toBe('403 role_missing');
    for (const keys of ['no key', '{}', '[]', `${lab.publicKey} x`, lab.publicKey.slice(1)])
      expect(await refusalOf(pin(keys)), keys).toBe('422 invalid_input keys');
    await here.database.owner.query('INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2)', [
      foreignLab(22).keyId,
      foreignLab(22).publicKey,
    ]);
    expect(await refusalOf(pin(foreignLab(22).publicKey))).toBe('422 invalid_input keys');
    const { id } = await pin(lab.publicKey);
    expect(await refusalOf(pin(lab.publicKey))).toBe('409 duplicate');
    const { id: packId } = await receive(lab.pack(packFiles()));
    await here.as(here.cast.admin)(endTrustedLab, { ...at(id), body: { reason: 'its key is lost' } });
    expect(await told(receive(lab.pack(packFiles(sampleContent(), null))))).toContain('no_trusted_key');
    expect(await refusalOf(take(packId))).toBe('409 wrong_status');
    expect((await read(packId)).recognition.reasons).toContain('lab_ended');
    await here.as(here.cast.operator)(discardPack, { ...at(packId), body: { reason: 'not ours' } });
    expect(await refusalOf(read(packId))).toBe('404 not_found');
    const shown = await here.as(here.cast.observer)(listTrustedLabs, {});
    expect(shown.find((one) => one.id === id)).toMatchObject({ allowed: [], keys: [{ keyId: lab.keyId }] });
  });
});

describe('a pack that came', () => {
  const lab = foreignLab(31);
  it('is refused by name when anything of it does not hold, and leaves nothing', async () => {
    await pin(lab.publicKey);
    const before = [await count('foreign_pack'), await count('scenario'), await count('algorithm')];
    const files = packFiles();
    const good = lab.pack(files);
    const broken = good.slice();
    broken[60] = (broken[60] ?? 0) ^ 1;
    const stored = Buffer.from(good);
    for (const [bytes, reason] of [
      [new TextEncoder().encode('PK no zip at all, but long enough to be one'), 'not_a_zip'],
      [good.subarray(0, good.length - 10), 'truncated'],
      [broken, 'damaged_file'],
      [foreignLab(32).pack(files), 'no_trusted_key'],
      [lab.pack([...files, { name: 'extra.json', bytes: stored.subarray(0, 3) }]), 'file_extra'],
      [lab.pack(files, (one) => ({ ...one, subject: one.subject.slice(1) })), 'file_extra'],
      [lab.pack(files.filter(({ name }) => name !== 'case.json')), 'part_missing'],
      [
        lab.pack(files, (one) => ({ ...one, predicate: { ...one.predicate, consents: [] } })),
        'program_not_agreed',
      ],
    ] as const)
      expect(await told(receive(bytes)), reason).toContain(`422 pack_refused ${reason}`);
    expect([await count('foreign_pack'), await count('scenario'), await count('algorithm')]).toEqual(before);
    for (const who of [here.cast.vendor, here.cast.department, here.cast.observer]) {
      const uploadId = await uploaded(good, who);
      expect(await refusalOf(here.as(who)(receivePack, { body: { uploadId } }))).toBe('403 role_missing');
    }
  });

  it('makes nothing twice, tells what a later one changed, and is taken back while nobody has worked on it', async () => {
    const { vendor, department, otherVendor, operator } = here.cast;
    const { id } = await receive(lab.pack(packFiles()));
    const scenarios = await count('scenario');
    const algorithms = await count('algorithm');
    await take(id);
    expect(await refusalOf(take(id))).toBe('409 wrong_status');
    await undo(id);
    expect([await count('scenario'), await count('algorithm')]).toEqual([scenarios, algorithms]);
    expect(await read(id)).toMatchObject({ state: 'received', made: { scenario: null, algorithm: null } });
    await here.database.owner.query('UPDATE organisation SET credit_code = $2 WHERE id = $1', [
      otherVendor.organisationId,
      '91510100MA6CCCCCC0',
    ]);
    expect(await refusalOf(take(id, otherVendor.organisationId))).toBe('422 invalid_input supplierId');
    expect(await refusalOf(take(id, department.organisationId))).toBe('422 invalid_input supplierId');

    await take(id);
    const first = await read(id);
    // The same program of the same vendor in a later pack is the one that is here.
    const content = sampleContent();
    content['terms.json'] = { ...content['terms.json'], budget: 1 };
    const { id: later } = await receive(lab.pack(packFiles(content)));
    expect((await read(later)).changed).toMatchObject({ packId: id });
    expect((await read(later)).changed?.parts.filter(({ what }) => what !== 'same')).toEqual([
      { file: 'terms.json', what: 'changed' },
    ]);
    await take(later);
    expect((await read(later)).made.algorithm).toMatchObject({
      versionId: first.made.algorithm?.versionId,
      known: true,
    });
    await undo(later);
    expect((await read(id)).made.algorithm?.versionId).toBe(first.made.algorithm?.versionId);

    const scenarioId = first.made.scenario ?? '';
    const need = await here.as(department)(readScenario, at(scenarioId));
    await here.as(department)(editScenario, {
      ...at(scenarioId),
      body: { title: need.title, region: '510104' },
    });
    expect(await refusalOf(undo(id))).toBe('409 pack_in_use');
    expect((await read(id)).made.algorithm?.versionId).toBe(first.made.algorithm?.versionId);
    expect(await refusalOf(here.as(vendor)(readForeignPack, at(id)))).toBe('404 not_found');
    expect((await here.as(vendor)(listForeignPacks, {})).length).toBe(0);
    expect((await here.as(operator)(listForeignPacks, {})).map((one) => one.id)).toContain(id);
  });

  it('without its vendor here is a need and a plan, and nothing to test', async () => {
    const { 'algorithm.json': _program, ...content } = sampleContent();
    const { id } = await receive(lab.pack(packFiles(content, null)));
    await take(id, null);
    const { department } = here.cast;
    expect(await read(id, department)).toMatchObject({ made: { vendor: null, algorithm: null } });
    const ask = here.as(department)(requestForeignReplication, {
      ...at(id),
      body: { purpose: 'For our own underpasses.' },
    });
    expect(await refusalOf(ask)).toBe('409 gate_incomplete');
  });

  it('is compared with the adopter’s data and becomes an exam on them', async () => {
    const { department, otherDepartment, operator } = here.cast;
    const { id } = await receive(lab.pack(packFiles(sampleContent(), null, 'another report\n')));
    await take(id);
    const own = await makeBenchmark(here.database.owner, department, {
      accessMode: 'sandbox_only',
      listed: false,
    });
    const [{ dataset_version_id: datasetVersionId }] = (
      await here.database.owner.query('SELECT dataset_version_id FROM benchmark_version WHERE id = $1', [
        own.benchmarkVersionId,
      ])
    ).rows as [{ dataset_version_id: string }];
    const columns = [
      { name: 'rain', type: 'number', role: 'feature', unit: 'cm', knownAt: 'always', sensitivity: 'none' },
      { name: 'level', type: 'number', role: 'target', unit: 'cm', knownAt: 'always', sensitivity: 'none' },
      { name: 'wind', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none' },
    ];
    await here.database.owner.query('UPDATE dataset_version SET columns = $2, rows = 900 WHERE id = $1', [
      datasetVersionId,
      JSON.stringify(columns),
    ]);
    const difference = (who: Who) => here.as(who)(readDifference, { ...at(id), query: { datasetVersionId } });
    expect(await refusalOf(difference(otherDepartment))).toBe('404 not_found');
    const { lines, columns: asked, alike } = await difference(department);
    expect(lines.map(({ kind, column, weight }) => `${weight} ${kind} ${column}`)).toEqual([
      'test unit_differs rain',
      'test column_missing pump',
      'test fewer_rows ',
      'note column_extra wind',
      'note not_known ',
    ]);
    expect([asked, alike]).toEqual([3, 1]);

    const arrange = (who: Who) => here.as(who)(arrangeExam, { ...at(id), body: { datasetVersionId } });
    expect(await refusalOf(arrange(otherDepartment))).toBe('404 not_found');
    const { benchmarkId } = await arrange(department);
    const benchmark = await here.as(department)(readBenchmark, at(benchmarkId));
    expect(benchmark.versions[0]).toMatchObject({
      status: 'draft',
      plan: { target: 'level', features: ['rain'], datasetVersionId, looks: 3, limits: { cpuSeconds: 60 } },
    });
    // A second time it is a further version of the same.
    expect((await arrange(operator)).benchmarkId).toBe(benchmarkId);
    expect(await refusalOf(undo(id))).toBe('409 pack_in_use');
  });
});
