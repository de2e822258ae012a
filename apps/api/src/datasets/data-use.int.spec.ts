import { accessRequestDeeds, requestAccess, revokeGrant } from '@scenario-lab/contracts/access';
import { downloadRows, exportDataUses, listDataUses } from '@scenario-lab/contracts/data-uses';
import { readDataset } from '@scenario-lab/contracts/datasets';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

async function prepared(accessMode: string) {
  const { database, cast } = app;
  const made = await makeBenchmark(database.owner, cast.department, { accessMode });
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const csv = await blobs.put(Buffer.from('\uFEFFk,x\nopen,1\n'));
  const jsonl = await blobs.put(Buffer.from('{"k":"open","x":1}\n'));
  const { rows } = await database.owner.query('SELECT id FROM dataset_version WHERE dataset_id = $1', [
    made.datasetId,
  ]);
  await database.owner.query(
    `INSERT INTO dataset_download (dataset_version_id, rows, whole, csv_sha256, csv_bytes, jsonl_sha256, jsonl_bytes)
     VALUES ($1, 1, false, $2, $3, $4, $5)`,
    [rows[0].id, csv.sha256, csv.bytes, jsonl.sha256, jsonl.bytes],
  );
  return { ...made, versionId: rows[0].id as string };
}
const uses = async (who: TestApp['cast'][keyof TestApp['cast']], datasetId: string, query = {}) =>
  (await app.as(who)(listDataUses, { params: { id: datasetId }, query })).items;

describe('downloads', () => {
  it('of open data are for whoever is signed in, and each is one line of the use log', async () => {
    const { vendor, otherVendor, department, operator, observer } = app.cast;
    const { versionId, datasetId } = await prepared('open');
    const at = { params: { id: versionId } };
    expect(await refusalOf(app.as(null)(downloadRows, at))).toBe('401 sign_in_required');
    const csv = await app.as(vendor)(downloadRows, at);
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    expect(csv.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await csv.text()).toContain('k,x\nopen,1\n');
    const jsonl = await app.as(otherVendor)(downloadRows, { ...at, query: { format: 'jsonl' } });
    expect(await jsonl.text()).toBe('{"k":"open","x":1}\n');
    for (const who of [department, operator, observer])
      expect(
        (await uses(who, datasetId)).map(({ organisation, kind, format, rows }) => [
          organisation.id,
          kind,
          format,
          rows,
        ]),
      ).toEqual([
        [otherVendor.organisationId, 'download', 'jsonl', 1],
        [vendor.organisationId, 'download', 'csv', 1],
      ]);
    const seen = await app.as(vendor)(readDataset, { params: { id: datasetId } });
    expect(seen.versions[0]!.download).toMatchObject({ rows: 1, whole: false });
    expect(seen.versions[0]!.allowed).toContain('dataset.read_open_rows');
    expect(seen.allowed).not.toContain('dataset.read_uses');
  });

  it('of data on request need a grant that stands, and the line says what it was given for', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { versionId, datasetId } = await prepared('on_request');
    const at = { params: { id: versionId } };
    expect(await refusalOf(app.as(vendor)(downloadRows, at))).toBe('403 grant_missing');
    const request = await app.as(vendor)(requestAccess, {
      params: { id: datasetId },
      body: { purpose: '=1+1 training a nowcast', until },
    });
    await app.as(department)(accessRequestDeeds.approve, { params: request, body: {} });
    expect((await app.as(vendor)(downloadRows, at)).status).toBe(200);
    expect(await refusalOf(app.as(otherVendor)(downloadRows, at))).toBe('403 grant_missing');
    expect((await uses(department, datasetId)).map(({ purpose }) => purpose)).toEqual([
      '=1+1 training a nowcast',
    ]);
    const file = await (await app.as(department)(exportDataUses, { params: { id: datasetId } })).text();
    expect(file).toContain(",'=1+1 training a nowcast\r\n");
    const { grant } = await app.as(vendor)(readDataset, { params: { id: datasetId } });
    await app.as(department)(revokeGrant, { params: { id: grant!.id }, body: { reason: 'over' } });
    expect(await refusalOf(app.as(vendor)(downloadRows, at))).toBe('403 grant_missing');
    expect(await uses(department, datasetId)).toHaveLength(1);
  });

  it('of data to be computed on only are for nobody, their owner and the lab included', async () => {
    const { vendor, department, operator, admin } = app.cast;
    const { versionId, datasetId } = await prepared('sandbox_only');
    for (const who of [vendor, department, operator, admin])
      expect(await refusalOf(app.as(who)(downloadRows, { params: { id: versionId } }))).toBe(
        '403 data_not_readable',
      );
    const seen = await app.as(department)(readDataset, { params: { id: datasetId } });
    expect(seen.versions[0]!.download).toBeNull();
    expect(await uses(department, datasetId)).toEqual([]);
  });

  it('are not there while the file is being written anew', async () => {
    const { versionId } = await prepared('open');
    await app.database.owner.query('DELETE FROM dataset_download WHERE dataset_version_id = $1', [versionId]);
    expect(await refusalOf(app.as(app.cast.vendor)(downloadRows, { params: { id: versionId } }))).toBe(
      '404 not_found',
    );
  });
});

describe('the use log', () => {
  it('is read by nobody else, not even by whoever stands in it, through route or database', async () => {
    const { vendor, otherVendor, otherDepartment, department } = app.cast;
    const { versionId, datasetId } = await prepared('open');
    await app.as(vendor)(downloadRows, { params: { id: versionId } });
    for (const who of [vendor, otherVendor, otherDepartment]) {
      const at = { params: { id: datasetId } };
      expect(await refusalOf(app.as(who)(listDataUses, at))).toBe('404 not_found');
      expect(await refusalOf(app.as(who)(exportDataUses, at))).toBe('404 not_found');
      // Of a contract both of its sides read the lines: `grants.int.spec.ts`.
      expect(await app.sqlAs(who, 'SELECT id FROM data_use WHERE grant_id IS NULL')).toEqual([]);
      if (who !== vendor) expect(await app.sqlAs(who, 'SELECT id FROM data_use')).toEqual([]);
    }
    expect(await refusalOf(app.as(null)(listDataUses, { params: { id: datasetId } }))).toBe(
      '401 sign_in_required',
    );
    await expect(app.sqlAs(null, 'SELECT id FROM data_use')).rejects.toThrow('permission denied');
    expect(await app.sqlAs(department, 'SELECT id FROM data_use')).not.toEqual([]);
  });

  it('is written in nobody else’s name, changed by nobody and forgotten by nobody', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { versionId, datasetId } = await prepared('open');
    await app.as(vendor)(downloadRows, { params: { id: versionId } });
    const forged = (organisationId: string, kind: string) =>
      app.sqlAs(
        vendor,
        `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, person_id, kind) VALUES ($1, $2, $3, $4, $5, $6)`,
        [newId(), datasetId, versionId, organisationId, vendor.personId, kind],
      );
    await expect(forged(otherVendor.organisationId, 'download')).rejects.toThrow('row-level security');
    await expect(forged(vendor.organisationId, 'run')).rejects.toThrow('row-level security');
    await expect(app.sqlAs(department, 'DELETE FROM data_use')).rejects.toThrow('permission denied');
    await expect(app.sqlAs(department, `UPDATE data_use SET purpose = 'x'`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('is filtered by kind and day, and has a line of each run that began, however often it is begun again', async () => {
    const { vendor, department } = app.cast;
    const { versionId, datasetId, benchmarkVersionId } = await prepared('open');
    const { algorithmVersionId } = await makeAlgorithm(app.database.owner, vendor);
    const runId = newId();
    const { owner } = app.database;
    await owner.query(
      `INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, held)
       VALUES ($1, 'queued', 'validation', $2, $3, $4, $5, 0)`,
      [runId, algorithmVersionId, benchmarkVersionId, vendor.organisationId, vendor.personId],
    );
    expect(await uses(department, datasetId)).toEqual([]);
    for (const status of ['preparing', 'executing', 'queued', 'preparing', 'executing', 'scoring'])
      await owner.query('UPDATE run SET status = $2 WHERE id = $1', [runId, status]);
    await app.as(vendor)(downloadRows, { params: { id: versionId } });
    expect((await uses(department, datasetId)).map(({ kind }) => kind)).toEqual(['download', 'run']);
    expect(await uses(department, datasetId, { kind: 'run' })).toMatchObject([
      { run: { id: runId, split: 'validation' }, organisation: { id: vendor.organisationId } },
    ]);
    expect(await uses(department, datasetId, { until: '2020-01-01' })).toEqual([]);
    expect(await uses(department, datasetId, { q: 'nobody at all %' })).toEqual([]);
    expect(
      await refusalOf(app.as(department)(listDataUses, { params: { id: datasetId }, query: { from: 'x' } })),
    ).toMatch(/^422 invalid_input/);
  });
});
