import { createHash } from 'node:crypto';
import { addDatasetVersion, createDataset, readDataset } from '@scenario-lab/contracts/datasets';
import { askFetch, cancelFetch, fetchBeginning, readFetch, setUpkeep } from '@scenario-lab/contracts/fetches';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await testApp({ UPLOAD_QUOTA_BYTES: '10000', MAX_UPLOAD_BYTES: '2000' });
  ({ id: datasetId } = await app.as(app.cast.department)(createDataset, {
    body: {
      title: { zh: '水位' },
      summary: { zh: '水位记录' },
      fields: ['public_services'],
      accessMode: 'on_request',
      sourceKind: 'public',
    },
  }));
});
afterAll(() => app?.close());

const address = 'https://data.example/levels.csv?key=s3cret';
const params = () => ({ id: datasetId });
const csv = 'day,level\n2026-01-01,3\n';

async function ask(body: { address: string; versionId?: string } = { address }) {
  return (await app.as(app.cast.department)(askFetch, { params: params(), body })).id;
}
/** As the worker leaves it. */
async function fetched(id: string) {
  const { department } = app.cast;
  const upload = newId();
  const sha256 = createHash('sha256').update(csv).digest('hex');
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  await blobs.put(Buffer.from(csv));
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'levels.csv', 'dataset', $4, $4, $5)`,
    [upload, department.organisationId, department.personId, csv.length, sha256],
  );
  await app.database.owner.query(
    `UPDATE dataset_fetch SET ended_at = now(), beat_at = now(), upload_id = $2, sha256 = $3, etag = '"v1"', received = $4 WHERE id = $1`,
    [id, upload, sha256, csv.length],
  );
  return upload;
}
const end = () =>
  app.database.owner.query('UPDATE dataset_fetch SET ended_at = now() WHERE ended_at IS NULL');

describe('a file from an address', () => {
  it('is asked for by whoever may add a version, with an address the lab could speak with', async () => {
    const id = await ask();
    const found = await app.as(app.cast.department)(readFetch, { params: { id } });
    expect(found).toMatchObject({ state: 'waiting', address, received: 0, upload: null, versionId: null });
    for (const wrong of [
      'ftp://data.example/a.csv',
      'javascript:alert(1)',
      'https://me:word@data.example/a',
      'no address',
    ])
      expect(
        await refusalOf(
          app.as(app.cast.department)(askFetch, { params: params(), body: { address: wrong } }),
        ),
      ).toBe('422 invalid_input address');
    await end();
  });

  it('is nobody else’s to ask for, to read, to stop or to look at: not the lab’s either', async () => {
    const id = await ask();
    await fetched(id);
    for (const other of [app.cast.vendor, app.cast.operator]) {
      expect(await refusalOf(app.as(other)(askFetch, { params: params(), body: { address } }))).toMatch(
        /^(404 not_found|403 )/,
      );
      expect(await refusalOf(app.as(other)(readFetch, { params: { id } }))).toBe('404 not_found');
      expect(await refusalOf(app.as(other)(cancelFetch, { params: { id } }))).toBe('404 not_found');
      expect(await refusalOf(app.as(other)(fetchBeginning, { params: { id } }))).toBe('404 not_found');
    }
  });

  it('holds room for what may come, so that many at once do not overfill it', async () => {
    // 2,000 are held for each: the fifth is the last of 10,000, beside what came already.
    for (let at = 0; at < 4; at += 1) await ask();
    const last = await ask();
    const [{ most }] = (
      await app.database.owner.query('SELECT most::int AS most FROM dataset_fetch WHERE id = $1', [last])
    ).rows;
    expect(most).toBeLessThan(2_000);
    expect(
      await refusalOf(app.as(app.cast.department)(askFetch, { params: params(), body: { address } })),
    ).toMatch(/upload_quota$/);
    await end();
  });

  it('is held against a version of the same data alone', async () => {
    const refusal = await refusalOf(
      app.as(app.cast.department)(askFetch, { params: params(), body: { address, versionId: newId() } }),
    );
    expect(refusal).toBe('422 invalid_input versionId');
  });

  it('is stopped once, and not after it has ended', async () => {
    const id = await ask();
    await app.as(app.cast.department)(cancelFetch, { params: { id } });
    expect(await app.as(app.cast.department)(readFetch, { params: { id } })).toMatchObject({
      state: 'cancelled',
    });
    expect(await refusalOf(app.as(app.cast.department)(cancelFetch, { params: { id } }))).toBe(
      '409 wrong_status',
    );
    await end();
  });

  it('is looked at, made a version, and names its source to its owner alone', async () => {
    const id = await ask();
    expect(await refusalOf(app.as(app.cast.department)(fetchBeginning, { params: { id } }))).toBe(
      '409 wrong_status',
    );
    const uploadId = await fetched(id);
    const beginning = await app.as(app.cast.department)(fetchBeginning, {
      params: { id },
      query: { bytes: 9 },
    });
    expect(await (beginning as unknown as Response).text()).toBe('day,level');
    const { id: versionId } = await app.as(app.cast.department)(addDatasetVersion, {
      params: params(),
      body: {
        uploadId,
        label: 'one',
        columns: [
          { name: 'day', type: 'timestamp', role: 'time' },
          { name: 'level', type: 'number', role: 'target' },
        ],
        split: { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 },
      },
    });
    const own = await app.as(app.cast.department)(readDataset, { params: params() });
    expect(own.versions[0]?.fetched).toMatchObject({ address, etag: '"v1"', from: null });
    const lab = await app.as(app.cast.operator)(readDataset, { params: params() });
    expect(lab.versions[0]?.fetched).toBeNull();
    expect(JSON.stringify(lab)).not.toContain('s3cret');
    expect(await app.as(app.cast.department)(readFetch, { params: { id } })).toMatchObject({ versionId });
    // From here on only what the data may be read as holds.
    expect(await refusalOf(app.as(app.cast.department)(fetchBeginning, { params: { id } }))).toBe(
      '409 wrong_status',
    );
  });
});

describe('how often data are renewed', () => {
  it('is set by their owner, told to everybody who reads them, and its address to nobody else', async () => {
    const { department, otherDepartment, vendor, operator } = app.cast;
    const set = (who: typeof vendor, body: { every: 'week' | null; address?: string | null }) =>
      app.as(who)(setUpkeep, { params: params(), body });
    expect(await refusalOf(set(department, { every: 'week', address }))).toBe('422 invalid_input address');
    await app.database.owner.query(
      `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, columns, split, created_at)
       VALUES ($1, $2, 'ready', 'upkeep', 'a.csv', 1, $3, '[]', '{"by":"hash","sample":0.1,"validation":0.2,"hidden":0.7}',
         now() - interval '9 days')`,
      [newId(), datasetId, 'e'.repeat(64)],
    );
    await app.database.owner.query(`UPDATE dataset SET status = 'listed', listed = card WHERE id = $1`, [
      datasetId,
    ]);
    for (const who of [vendor, otherDepartment])
      expect(await refusalOf(set(who, { every: 'week' }))).toMatch(/^(403|404)/);
    await set(department, { every: 'week', address });
    const seen = async (who: typeof vendor) => (await app.as(who)(readDataset, { params: params() })).upkeep;
    expect(await seen(department)).toMatchObject({
      every: 'week',
      late: true,
      source: { address, failures: 0 },
    });
    for (const who of [vendor, operator]) {
      const told = await seen(who);
      expect(told).toMatchObject({ every: 'week', late: true, source: null });
      expect(JSON.stringify(told)).not.toContain('s3cret');
    }
    expect(await app.sqlAs(vendor, 'SELECT * FROM dataset_upkeep')).toEqual([]);
    const { upkeep } = await app.as(null)(readDataset, { params: params() });
    expect(upkeep).toEqual({ ...(await seen(vendor)) });
    await set(department, { every: null });
    expect(await seen(vendor)).toBeNull();
  });
});
