import { createHash } from 'node:crypto';
import {
  accessRequestDeeds,
  listAccessRequests,
  readContract,
  requestAccess,
} from '@scenario-lab/contracts/access';
import { submitDataJob } from '@scenario-lab/contracts/data-jobs';
import { downloadRows } from '@scenario-lab/contracts/data-uses';
import { readDataset } from '@scenario-lab/contracts/datasets';
import { openSystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { grantStands } from '@scenario-lab/db/runs/grants';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const sql = async (text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows;

async function data() {
  const { datasetId } = await makeBenchmark(app.database.owner, app.cast.department, {
    accessMode: 'on_request',
  });
  const [{ id }] = await sql('SELECT id FROM dataset_version WHERE dataset_id = $1', [datasetId]);
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const { sha256 } = await blobs.put(Buffer.from('{"k":1}\n'));
  await sql(
    `INSERT INTO dataset_download (dataset_version_id, rows, csv_sha256, csv_bytes, jsonl_sha256, jsonl_bytes)
     VALUES ($1, 1, $2, 8, $2, 8)`,
    [id, sha256],
  );
  return { datasetId, versionId: id as string };
}
type Method = 'download' | 'compute' | 'data_job';
const ask = (datasetId: string, methods: Method[]) =>
  app.as(app.cast.vendor)(requestAccess, {
    params: { id: datasetId },
    body: { purpose: 'training a nowcast of levels', until, purposeKind: 'evaluation', methods },
  });
const approve = (id: string, body: { methods?: Method[]; uses?: number } = {}) =>
  app.as(app.cast.department)(accessRequestDeeds.approve, { params: { id }, body });
const take = (versionId: string) => app.as(app.cast.vendor)(downloadRows, { params: { id: versionId } });
async function job(versionId: string) {
  const { vendor } = app.cast;
  const uploadId = newId();
  await sql(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'job.zip', 'artifact', 3, 3, $4)`,
    [uploadId, vendor.organisationId, vendor.personId, createHash('sha256').update(uploadId).digest('hex')],
  );
  return app.as(vendor)(submitDataJob, {
    params: { id: versionId },
    body: { title: 't', kind: 'bundle', uploadId, purpose: 'means by month', wants: 'twelve numbers' },
  });
}

describe('a contract', () => {
  it('allows what was agreed on and nothing else, at every use', async () => {
    const { vendor } = app.cast;
    const { datasetId, versionId } = await data();
    const { id } = await ask(datasetId, ['download', 'data_job']);
    await approve(id, { methods: ['data_job'] });
    expect(await refusalOf(take(versionId))).toBe('403 grant_missing');
    expect(await refusalOf(job(versionId))).toBe('went through');
    // Nor may a run go on that was not agreed on, as the role that runs programs asks it.
    const execute = await openSystemDatabase(app.database.urls.execute, 'test', 1);
    expect(await execute.asSystem((tx) => grantStands(tx, datasetId, vendor.organisationId))).toBe(false);
    await execute.close();
    const seen = await app.as(vendor)(readDataset, { params: { id: datasetId } });
    expect(seen.grant?.methods).toEqual(['data_job']);
    expect(seen.versions[0]?.allowed).not.toContain('dataset.read_open_rows');
    // There is more to ask for.
    expect(seen.allowed).toContain('access_request.create');
  });

  it('gives nothing that was not asked for', async () => {
    const { datasetId } = await data();
    const { id } = await ask(datasetId, ['compute']);
    expect(await refusalOf(approve(id, { methods: ['compute', 'download'] }))).toBe(
      '422 invalid_input methods',
    );
    expect(await sql('SELECT 1 FROM access_grant WHERE request_id = $1', [id])).toEqual([]);
  });

  it('ends with its number of uses, even where two take the last one at once', async () => {
    const { datasetId, versionId } = await data();
    const { id } = await ask(datasetId, ['download']);
    await approve(id, { uses: 2 });
    const taken = await Promise.all([1, 2, 3, 4].map(() => refusalOf(take(versionId))));
    expect(taken.filter((one) => one === 'went through')).toHaveLength(2);
    expect(taken.filter((one) => one === '403 grant_missing')).toHaveLength(2);
    // A use that was refused is none.
    const [grant] = await sql('SELECT used FROM access_grant WHERE request_id = $1', [id]);
    expect(grant.used).toBe(2);
    const { items } = await app.as(app.cast.vendor)(listAccessRequests, { query: { datasetId } });
    expect(items[0]).toMatchObject({
      purposeKind: 'evaluation',
      methods: ['download'],
      grant: { methods: ['download'], uses: 2, used: 2 },
    });
  });

  it('is read as ODRL by its two sides and the lab, and by nobody else', async () => {
    const { vendor, department, operator, otherVendor } = app.cast;
    const { datasetId } = await data();
    const { id } = await ask(datasetId, ['compute', 'data_job']);
    await approve(id, { uses: 5 });
    const [grant] = await sql('SELECT id FROM access_grant WHERE request_id = $1', [id]);
    const params = { id: grant.id as string };
    for (const who of [vendor, department, operator]) {
      const answer = await app.as(who)(readContract, { params });
      expect(answer.headers.get('content-type')).toContain('application/ld+json');
      const said = (await answer.json()) as { '@type': string; permission: { action: string }[] };
      expect([said['@type'], said.permission.map(({ action }) => action)]).toEqual([
        'Agreement',
        ['use', 'derive'],
      ]);
    }
    expect(await refusalOf(app.as(otherVendor)(readContract, { params }))).toBe('404 not_found');
  });
});
