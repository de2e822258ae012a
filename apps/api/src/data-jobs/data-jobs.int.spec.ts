import { createHash } from 'node:crypto';
import { accessRequestDeeds, requestAccess, revokeGrant } from '@scenario-lab/contracts/access';
import { addAlgorithmVersion, createAlgorithm } from '@scenario-lab/contracts/algorithms';
import {
  dataJobDeeds,
  decideDataJob,
  listDataJobs,
  readDataJob,
  readJobOutput,
  submitDataJob,
} from '@scenario-lab/contracts/data-jobs';
import { listDataUses } from '@scenario-lab/contracts/data-uses';
import { readInbox } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { mostLiveJobs } from '@scenario-lab/domain/data-jobs/data-job-limits';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

type Who = TestApp['cast'][keyof TestApp['cast']];
const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const sql = async (text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows;

async function data(mode = 'sandbox_only', rows: string | null = 'rows') {
  const { datasetId } = await makeBenchmark(app.database.owner, app.cast.department, { accessMode: mode });
  const [{ id }] = await sql('SELECT id FROM dataset_version WHERE dataset_id = $1', [datasetId]);
  await sql(
    `INSERT INTO dataset_download (dataset_version_id, rows, jsonl_sha256, jsonl_bytes) VALUES ($1, 1234, $2, 1)`,
    [id, rows === null ? null : digest(rows + id)],
  );
  return { datasetId, versionId: id as string };
}
async function granted(datasetId: string, who: Who = app.cast.vendor): Promise<string> {
  const request = await app.as(who)(requestAccess, {
    params: { id: datasetId },
    body: { purpose: 'training a nowcast of levels', until },
  });
  await app.as(app.cast.department)(accessRequestDeeds.approve, { params: request, body: {} });
  const [grant] = await sql('SELECT id FROM access_grant WHERE request_id = $1', [request.id]);
  return grant.id;
}
async function upload(who: Who, purpose = 'artifact'): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'job.zip', $4, 3, 3, $5)`,
    [id, who.organisationId, who.personId, purpose, digest(id)],
  );
  return id;
}
const algorithmCard = {
  title: { en: 'Nowcast' },
  summary: { en: 'Levels from rain' },
  fields: ['public_services' as const],
  task: 'binary' as const,
  card: { intendedUse: { en: 'One hour ahead' } },
};
const asked = async (who: Who, over = {}) => ({
  title: 'Monthly means',
  kind: 'bundle' as const,
  uploadId: await upload(who),
  purpose: 'means of levels by month',
  wants: 'summary.json: twelve means',
  ...over,
});
const submit = async (versionId: string, who: Who = app.cast.vendor, over = {}) =>
  app.as(who)(submitDataJob, { params: { id: versionId }, body: await asked(who, over) });

/** As the execute worker leaves a job: three files and their log. */
async function heldJob(versionId: string, who: Who = app.cast.vendor) {
  const { id } = await submit(versionId, who);
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  await sql(
    `UPDATE data_job j SET status = 'executing', rows = 1234, rows_digest = (SELECT left(jsonl_sha256, 32) FROM dataset_download o
       WHERE o.dataset_version_id = j.dataset_version_id) WHERE id = $1`,
    [id],
  );
  await sql(`UPDATE data_job SET status = 'held', outcome = 'ok' WHERE id = $1`, [id]);
  for (const [number, name] of [
    [1, 'summary.json'],
    [2, 'rows-in-disguise.bin'],
  ] as const) {
    const { sha256, bytes } = await blobs.put(Buffer.from(`${id} ${name}`));
    await sql(
      `INSERT INTO data_job_output (data_job_id, number, kind, name, bytes, sha256) VALUES ($1, $2, 'file', $3, $4, $5)`,
      [id, number, name, bytes, sha256],
    );
  }
  return id;
}
const at = (id: string, number: number) => ({ params: { id, number } });
const decide = (who: Who, id: string, decisions: { number: number; release: boolean; reason?: string }[]) =>
  app.as(who)(decideDataJob, { params: { id }, body: { decisions } });
const part = [
  { number: 1, release: true },
  { number: 2, release: false, reason: 'holds rows' },
];

describe('a data job', () => {
  it('needs a grant that stands, a version that is ready, and rows that can be told apart', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    expect(await refusalOf(submit(versionId))).toBe('403 grant_missing');
    await granted(datasetId);
    expect(await refusalOf(submit(versionId, otherVendor))).toBe('403 grant_missing');
    expect(await refusalOf(submit(versionId, department))).toBe('403 own_organisation');
    const { id } = await submit(versionId);
    const job = await app.as(vendor)(readDataJob, { params: { id } });
    expect(job).toMatchObject({ status: 'submitted', outputs: [], allowed: ['data_job.cancel'] });
    expect(await sql(`SELECT job FROM delivery WHERE thing_id = $1`, [id])).toEqual([
      { job: 'inspect-data-job' },
    ]);
    const untold = await data('sandbox_only', null);
    await granted(untold.datasetId);
    expect(await refusalOf(submit(untold.versionId))).toBe('409 rows_withheld');
    const old = await data();
    await granted(old.datasetId);
    await sql(`UPDATE dataset_version SET status = 'deprecated' WHERE id = $1`, [old.versionId]);
    expect(await refusalOf(submit(old.versionId))).toBe('409 wrong_status');
  });

  it('takes nobody else’s upload, none twice, and no ONNX model', async () => {
    const { vendor, otherVendor } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId);
    const body = await asked(vendor, { uploadId: await upload(otherVendor) });
    const wrong = app.as(vendor)(submitDataJob, { params: { id: versionId }, body });
    expect(await refusalOf(wrong)).toBe('422 invalid_input uploadId');
    const table = await asked(vendor, { uploadId: await upload(vendor, 'dataset') });
    expect(await refusalOf(app.as(vendor)(submitDataJob, { params: { id: versionId }, body: table }))).toBe(
      '422 invalid_input uploadId',
    );
    expect(await refusalOf(submit(versionId, vendor, { kind: 'onnx' }))).toBe('422 invalid_input kind');
    expect(await sql('SELECT 1 FROM data_job WHERE dataset_id = $1', [datasetId])).toEqual([]);
  });

  it('is limited in number, even from two windows at once', async () => {
    const { otherVendor } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId, otherVendor);
    const answers = await Promise.all(
      Array.from({ length: mostLiveJobs + 2 }, () => refusalOf(submit(versionId, otherVendor))),
    );
    expect(answers.filter((one) => one === 'went through')).toHaveLength(mostLiveJobs);
    expect(new Set(answers)).toEqual(new Set(['went through', '409 quota_exhausted']));
    await sql(`UPDATE data_job SET status = 'cancelled' WHERE organisation_id = $1`, [
      otherVendor.organisationId,
    ]);
  });

  it('tells the grantee nothing of what is held but that it is there', async () => {
    const { vendor, department, operator, otherVendor } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId);
    const id = await heldJob(versionId);
    const seen = await app.as(vendor)(readDataJob, { params: { id } });
    expect(seen.outputs).toEqual(
      [1, 2].map((number) => ({
        number,
        kind: 'file',
        decision: 'held',
        reason: null,
        name: null,
        bytes: null,
        scan: null,
        taken: false,
      })),
    );
    expect(seen.rows).toBe(1200);
    expect(await refusalOf(app.as(vendor)(readJobOutput, at(id, 1)))).toBe('404 not_found');
    // Row-level security alone says the same, and lets nobody release for himself.
    expect(await app.sqlAs(vendor, 'SELECT * FROM data_job_output WHERE data_job_id = $1', [id])).toEqual([]);
    expect(
      await app.sqlAs(vendor, `UPDATE data_job_output SET decision = 'released' WHERE data_job_id = $1`, [
        id,
      ]),
    ).toEqual([[], 0]);
    const owners = await app.as(department)(readDataJob, { params: { id } });
    expect(owners.outputs.map(({ name }) => name)).toEqual(['summary.json', 'rows-in-disguise.bin']);
    expect(owners.rows).toBe(1234);
    const file = await app.as(department)(readJobOutput, at(id, 2));
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="rows-in-disguise.bin"');
    expect([file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual([
      'application/octet-stream',
      'nosniff',
    ]);
    expect(await refusalOf(app.as(operator)(readJobOutput, at(id, 1)))).toBe('404 not_found');
    for (const who of [otherVendor, app.cast.otherDepartment]) {
      expect(await refusalOf(app.as(who)(readDataJob, { params: { id } }))).toBe('404 not_found');
      expect(await refusalOf(app.as(who)(readJobOutput, at(id, 1)))).toBe('404 not_found');
      expect((await app.as(who)(listDataJobs, { query: {} })).items.map((job) => job.id)).not.toContain(id);
    }
    const waits = await app.as(department)(readInbox, {});
    expect(waits.filter((one) => one.id === id).map(({ waitsFor }) => waitsFor)).toEqual(['data_job.decide']);
  });

  it('is decided whole, by the data’s owner alone, and once', async () => {
    const { vendor, department, operator, otherDepartment } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId);
    const id = await heldJob(versionId);
    expect(await refusalOf(decide(vendor, id, part))).toBe('404 not_found');
    expect(await refusalOf(decide(operator, id, part))).toBe('404 not_found');
    expect(await refusalOf(decide(otherDepartment, id, part))).toBe('404 not_found');
    for (const decisions of [[part[0]!], [part[0]!, part[0]!], [...part, { number: 3, release: true }]])
      expect(await refusalOf(decide(department, id, decisions))).toBe('422 invalid_input decisions');
    const unreasoned = [part[0]!, { number: 2, release: false }];
    expect(await refusalOf(decide(department, id, unreasoned))).toBe('422 invalid_input decisions.1.reason');
    const [first, second] = await Promise.all([
      refusalOf(decide(department, id, part)),
      refusalOf(decide(department, id, part)),
    ]);
    expect([first, second].sort()).toEqual(['409 wrong_status', 'went through']);
    const seen = await app.as(vendor)(readDataJob, { params: { id } });
    expect(seen.status).toBe('partly_released');
    expect(seen.outputs.map(({ decision, name, reason }) => [decision, name, reason])).toEqual([
      ['released', 'summary.json', null],
      ['refused', null, 'holds rows'],
    ]);
    // The refused bytes are named nowhere any more.
    expect(
      await sql('SELECT sha256 FROM data_job_output WHERE data_job_id = $1 AND number = 2', [id]),
    ).toEqual([{ sha256: null }]);
  });

  it('hands out what was released, each time as a line of the use log', async () => {
    const { vendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    const grantId = await granted(datasetId);
    const id = await heldJob(versionId);
    await decide(department, id, part);
    expect(await (await app.as(vendor)(readJobOutput, at(id, 1))).text()).toBe(`${id} summary.json`);
    expect(await refusalOf(app.as(vendor)(readJobOutput, at(id, 2)))).toBe('404 not_found');
    const { items } = await app.as(department)(listDataUses, { params: { id: datasetId }, query: {} });
    expect(items.map(({ kind, job, purpose }) => [kind, job?.id, purpose])).toEqual([
      ['job_output', id, 'training a nowcast of levels'],
      ['data_job', id, 'training a nowcast of levels'],
    ]);
    expect((await app.as(vendor)(readDataJob, { params: { id } })).outputs[0]?.taken).toBe(true);
    // The owner's own looking is no use of the data.
    await app.as(department)(readJobOutput, at(id, 1));
    expect(await sql('SELECT 1 FROM data_use WHERE dataset_id = $1', [datasetId])).toHaveLength(2);
    await app.as(department)(revokeGrant, { params: { id: grantId }, body: { reason: 'ended' } });
    expect(await refusalOf(app.as(vendor)(readJobOutput, at(id, 1)))).toBe('403 grant_missing');
  });

  it('released becomes a version of an algorithm that keeps where it comes from', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const { versionId, datasetId } = await data();
    const grantId = await granted(datasetId);
    const id = await heldJob(versionId);
    const { id: algorithmId } = await app.as(vendor)(createAlgorithm, { body: algorithmCard });
    const add = (who: Who, label: string, body: object, of_ = algorithmId) =>
      app.as(who)(addAlgorithmVersion, {
        params: { id: of_ },
        body: { label, kind: 'bundle', sockets: { task: 'binary', inputs: [] }, ...body },
      });
    const of = (number: number) => ({ trainedBy: { jobId: id, number } });
    expect(await refusalOf(add(vendor, 'held', of(1)))).toBe('422 invalid_input trainedBy');
    await decide(department, id, part);
    expect(await refusalOf(add(vendor, 'none', {}))).toBe('422 invalid_input uploadId');
    expect(await refusalOf(add(vendor, 'refused', of(2)))).toBe('422 invalid_input trainedBy');
    const { id: foreign } = await app.as(otherVendor)(createAlgorithm, { body: algorithmCard });
    expect(await refusalOf(add(otherVendor, 'stolen', of(1), foreign))).toBe('422 invalid_input trainedBy');

    const itself = await add(vendor, 'itself', of(1));
    expect(itself).toMatchObject({
      fileName: 'summary.json',
      trainedBy: { jobId: id, number: 1, proven: true, title: 'Monthly means', dataset: { id: datasetId } },
    });
    const packed = await add(vendor, 'packed', { uploadId: await upload(vendor), ...of(1) });
    expect(packed.trainedBy).toMatchObject({ jobId: id, proven: false });
    // The same bytes brought as an upload are known for what they are, though nobody says so.
    const brought = await upload(vendor);
    await sql('UPDATE upload SET sha256 = $2 WHERE id = $1', [brought, itself.sha256]);
    expect((await add(vendor, 'brought', { uploadId: brought })).trainedBy).toMatchObject({
      jobId: id,
      proven: true,
    });
    expect((await add(vendor, 'other', { uploadId: await upload(vendor) })).trainedBy).toBeNull();

    // Whose data they are reads what became of them, and the taking stands in the log once.
    for (const who of [vendor, department, operator]) {
      const { became } = await app.as(who)(readDataJob, { params: { id } });
      expect(became.map(({ label, proven }) => [label, proven])).toEqual([
        ['itself', true],
        ['packed', false],
        ['brought', true],
      ]);
    }
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM versions_trained_by($1)', [id])).toEqual([]);
    expect(
      await sql(`SELECT output FROM data_use WHERE dataset_id = $1 AND kind = 'job_output'`, [datasetId]),
    ).toEqual([{ output: 1 }]);
    await app.as(department)(revokeGrant, { params: { id: grantId }, body: { reason: 'ended' } });
    expect(await refusalOf(add(vendor, 'late', of(1)))).toBe('403 grant_missing');
  });

  it('is neither released nor taken once an exam has hidden rows it computed on', async () => {
    const { vendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId);
    const [held, released] = [await heldJob(versionId), await heldJob(versionId)];
    await decide(department, released, part);
    await sql('UPDATE dataset_download SET jsonl_sha256 = $2 WHERE dataset_version_id = $1', [
      versionId,
      digest('fewer rows'),
    ]);
    expect(await refusalOf(decide(department, held, part))).toBe('409 rows_withheld');
    expect(await refusalOf(app.as(vendor)(readJobOutput, at(released, 1)))).toBe('409 rows_withheld');
    // To refuse all of it is still possible.
    await decide(
      department,
      held,
      [1, 2].map((number) => ({ number, release: false, reason: 'rows are hidden now' })),
    );
    expect((await app.as(vendor)(readDataJob, { params: { id: held } })).status).toBe('refused');
  });

  it('ends with its grant: what waits, what runs and what is held', async () => {
    const { vendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    const grantId = await granted(datasetId);
    const waiting = (await submit(versionId)).id;
    const running = (await submit(versionId)).id;
    await sql(`UPDATE data_job SET status = 'executing' WHERE id = $1`, [running]);
    const held = await heldJob(versionId);
    await app.as(department)(revokeGrant, { params: { id: grantId }, body: { reason: 'the pilot is over' } });
    for (const id of [waiting, running, held]) {
      expect((await app.as(vendor)(readDataJob, { params: { id } })).status).toBe('revoked');
      expect(await refusalOf(decide(department, id, part))).toBe('409 wrong_status');
    }
    expect(await refusalOf(submit(versionId))).toBe('403 grant_missing');
  });

  it('is cancelled by its own side alone', async () => {
    const { vendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    await granted(datasetId);
    const { id } = await submit(versionId);
    const cancel = (who: Who) => app.as(who)(dataJobDeeds.cancel, { params: { id }, body: {} });
    expect(await refusalOf(cancel(department))).toBe('404 not_found');
    await cancel(vendor);
    expect(await refusalOf(cancel(vendor))).toBe('409 wrong_status');
  });

  it('is nobody’s to write in another’s name, says row-level security alone', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { versionId, datasetId } = await data();
    const grantId = await granted(datasetId);
    const insert = (who: Who, organisation: string, owner = department.organisationId) =>
      app.sqlAs(
        who,
        `INSERT INTO data_job (id, dataset_id, dataset_version_id, grant_id, organisation_id, owner_id, person_id, title, purpose,
           wants, kind, file_name, bytes, sha256) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 't', 'p', 'w', 'bundle', 'f', 1, 'x')`,
        [datasetId, versionId, grantId, organisation, owner, who.personId],
      );
    await expect(insert(otherVendor, vendor.organisationId)).rejects.toThrow('row-level security');
    await expect(insert(otherVendor, otherVendor.organisationId)).rejects.toThrow('row-level security');
    await expect(insert(vendor, vendor.organisationId, vendor.organisationId)).rejects.toThrow(
      'row-level security',
    );
    const line = `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, person_id, kind)
      VALUES (gen_random_uuid(), $1, $2, $3, $4, 'data_job')`;
    await expect(
      app.sqlAs(vendor, line, [datasetId, versionId, vendor.organisationId, vendor.personId]),
    ).rejects.toThrow('row-level security');
  });
});
