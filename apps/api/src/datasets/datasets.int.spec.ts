import {
  accessRequestDeeds,
  listAccessRequests,
  requestAccess,
  revokeGrant,
} from '@scenario-lab/contracts/access';
import { benchmarkDeeds, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import {
  addDatasetVersion,
  createDataset,
  datasetDeeds,
  deprecateDatasetVersion,
  editDataset,
  listDatasets,
  readDataset,
  readVersionAgain,
  retireDatasetVersion,
} from '@scenario-lab/contracts/datasets';
import { readInbox } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const card = (more = {}) => ({
  title: { zh: '积水点液位', en: 'Water levels' },
  summary: { en: 'Levels and rain by the minute' },
  fields: ['public_services' as const],
  accessMode: 'on_request' as const,
  sourceKind: 'public' as const,
  ...more,
});
const columns = [
  { name: 'time', type: 'timestamp' as const, role: 'time' as const },
  { name: 'rain', type: 'number' as const },
  { name: 'level', type: 'number' as const, role: 'target' as const },
];
const split = { by: 'hash' as const, sample: 0.1, validation: 0.3, hidden: 0.6 };
const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const ask = { purpose: 'to train a nowcast of water levels', until };

async function uploaded(who: SignedIn) {
  const id = newId();
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'levels.csv', 'dataset', 1000, 1000, $4)`,
    [id, who.organisationId, who.personId, 'b'.repeat(64)],
  );
  return id;
}

const profile = {
  rows: 100,
  duplicates: 0,
  files: 0,
  timeCoverage: null,
  columns: [
    {
      name: 'level',
      type: 'number',
      count: 100,
      nulls: 0,
      distinct: 90,
      min: -7,
      max: 999,
      mean: 5,
      deviation: 1,
      quantiles: [
        { p: 0.01, value: 1 },
        { p: 0.99, value: 9 },
      ],
      histogram: [],
      top: [],
      personal: {} as Record<string, number>,
    },
  ],
};

async function keep(versionId: string, edition: string, counts: string, column: object) {
  await app.database.owner.query(
    `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body, quality) VALUES ($1, $2, $3, $4, '{}')`,
    [versionId, edition, counts, JSON.stringify({ ...profile, columns: [column] })],
  );
}

async function listed(more = {}, personal: Record<string, number> = {}) {
  const { department, operator } = app.cast;
  const { id } = await app.as(department)(createDataset, { body: card(more) });
  const version = await app.as(department)(addDatasetVersion, {
    params: { id },
    body: { uploadId: await uploaded(department), label: '2024', columns, split },
  });
  await app.database.owner.query(
    `UPDATE dataset_version SET status = 'ready', rows = 1234, sample = '[{"level": 3}]' WHERE id = $1`,
    [version.id],
  );
  await keep(version.id, 'owner', 'all_rows', { ...profile.columns[0], personal });
  await app.as(department)(datasetDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(datasetDeeds.approve, { params: { id }, body: {} });
  return { id, versionId: version.id };
}

describe('datasets', () => {
  it('take a version and have it profiled; what is declared must agree with itself', async () => {
    const { department } = app.cast;
    const { id } = await app.as(department)(createDataset, { body: card() });
    const add = async (more: object) =>
      refusalOf(
        app.as(department)(addDatasetVersion, {
          params: { id },
          body: { uploadId: await uploaded(department), label: '2024', columns, split, ...more },
        }),
      );
    expect(await add({ columns: [...columns, columns[1]] })).toBe('422 invalid_input columns.3.name');
    const twice = { ...columns[1], values: Array(2).fill({ value: '1', says: { en: 'one' } }) };
    expect(await add({ columns: [columns[0], twice] })).toMatch(/columns\.1\.values\.1\.value$/);
    expect(await add({ split: { ...split, by: 'group', column: 'street' } })).toBe(
      '422 invalid_input split.column',
    );
    expect(await add({ split: { ...split, by: 'time', column: 'rain' } })).toBe(
      '422 invalid_input split.column',
    );
    expect(await add({})).toBe('went through');
    expect(await add({})).toBe('409 duplicate');
    const { versions } = await app.as(department)(readDataset, { params: { id } });
    expect(versions).toMatchObject([{ status: 'uploading', fileName: 'levels.csv', sealed: false }]);
    const jobs = await app.database.owner.query('SELECT job FROM delivery WHERE thing_id = $1', [
      versions[0]?.id,
    ]);
    expect(jobs.rows).toEqual([{ job: 'profile-dataset' }]);
  });

  it('show rows and figures by access mode, and nobody the rows of data to be computed on only', async () => {
    const { vendor, department, operator, otherDepartment } = app.cast;
    const seen = async (who: SignedIn | null, id: string) => {
      const [version] = (await app.as(who)(readDataset, { params: { id } })).versions;
      const max = version?.profile?.columns[0]?.max;
      return [version?.sample.length, version?.counts, max];
    };
    const outsiders = [null, vendor, otherDepartment];
    const open = await listed({ accessMode: 'open' });
    await keep(open.versionId, 'open', 'all_rows', profile.columns[0]!);
    expect(await seen(null, open.id)).toEqual([1, 'all_rows', 999]);
    const asked = await listed();
    await keep(asked.versionId, 'open', 'all_rows', { ...profile.columns[0], max: 9 });
    for (const who of outsiders) expect(await seen(who, asked.id)).toEqual([0, 'all_rows', 9]);
    expect(await seen(department, asked.id)).toEqual([1, 'all_rows', 999]);

    const sealed = await listed({ accessMode: 'sandbox_only' });
    for (const who of outsiders) expect(await seen(who, sealed.id)).toEqual([0, 'withheld', undefined]);
    for (const who of [department, operator])
      expect(await seen(who, sealed.id)).toEqual([0, 'all_rows', 999]);
    // Whatever counted all rows before the data were closed is not told any more.
    await keep(sealed.versionId, 'open', 'all_rows', profile.columns[0]!);
    for (const who of outsiders) expect(await seen(who, sealed.id)).toEqual([0, 'withheld', undefined]);
    await app.database.owner.query(
      `UPDATE dataset_profile SET counts = 'open_rows' WHERE dataset_version_id = $1 AND edition = 'open'`,
      [sealed.versionId],
    );
    for (const who of outsiders) expect(await seen(who, sealed.id)).toEqual([0, 'open_rows', 999]);
    // A draft that would open the data opens nothing before the lab has looked at it.
    await app.as(department)(editDataset, { params: { id: sealed.id }, body: card({ accessMode: 'open' }) });
    expect(await seen(department, sealed.id)).toEqual([0, 'all_rows', 999]);
    expect(await seen(vendor, sealed.id)).toEqual([0, 'open_rows', 999]);
    const found = await app.as(null)(listDatasets, { query: { q: '液位', accessMode: 'on_request' } });
    expect(found.items.map(({ id }) => id)).toEqual([asked.id]);
    expect(found.facets.accessMode).toMatchObject({ open: 1, on_request: 1, sandbox_only: 1 });
  });

  it('tell outsiders about how many rows there are to be computed on, and no more', async () => {
    const { vendor, department } = app.cast;
    const sealed = await listed({ accessMode: 'sandbox_only' });
    const asked = await listed();
    const rowsOf = async (who: SignedIn | null, id: string) => {
      const { rows, versions } = await app.as(who)(readDataset, { params: { id } });
      return [rows, versions[0]?.rows];
    };
    for (const who of [null, vendor]) expect(await rowsOf(who, sealed.id)).toEqual([1200, 1200]);
    expect(await rowsOf(department, sealed.id)).toEqual([1234, 1234]);
    expect(await rowsOf(vendor, asked.id)).toEqual([1234, 1234]);
  });

  it('are not opened to everybody with personal data in them', async () => {
    expect(await refusalOf(listed({ accessMode: 'open' }, { mobile: 3 }))).toBe('409 gate_incomplete');
    expect((await listed({ accessMode: 'sandbox_only' }, { mobile: 3 })).id).toBeTruthy();
    const { department, operator } = app.cast;
    const { id } = await app.as(department)(createDataset, { body: card({ accessMode: 'open' }) });
    const declared = [...columns, { name: 'who', type: 'string' as const, sensitivity: 'personal' as const }];
    const version = await app.as(department)(addDatasetVersion, {
      params: { id },
      body: { uploadId: await uploaded(department), label: '2024', columns: declared, split },
    });
    await app.as(department)(datasetDeeds.submit, { params: { id }, body: {} });
    await app.database.owner.query(`UPDATE dataset_version SET status = 'ready' WHERE id = $1`, [version.id]);
    const approve = () => app.as(operator)(datasetDeeds.approve, { params: { id }, body: {} });
    expect(await refusalOf(approve())).toBe('409 gate_incomplete');
    // A reason opens the column it is given for and no other.
    const reason = `jsonb_set(columns, ARRAY[$2, 'openReason'], '"公示名单，依法公开"')`;
    const reasoned = `UPDATE dataset_version SET columns = ${reason} WHERE id = $1`;
    for (const [at, answer] of ['409 gate_incomplete', 'went through'].entries()) {
      await app.database.owner.query(reasoned, [version.id, `${at * columns.length}`]);
      expect(await refusalOf(approve())).toBe(answer);
    }
  });

  it('are read again otherwise without a new upload, until an exam has been made of them', async () => {
    const { department, vendor } = app.cast;
    const { id, versionId } = await listed();
    const at = {
      params: { id: versionId },
      body: { reading: { decimal: ',' as const, markers: ['-200'] }, columns },
    };
    const again = (who: SignedIn) => refusalOf(app.as(who)(readVersionAgain, at));
    expect(await again(vendor)).toBe('404 not_found');
    expect(await again(department)).toBe('went through');
    expect(await again(department)).toBe('409 wrong_status');
    const [version] = (await app.as(department)(readDataset, { params: { id } })).versions;
    expect(version).toMatchObject({
      status: 'uploading',
      reading: { decimal: ',', markers: ['-200'] },
      rows: null,
      profile: null,
      sample: [],
    });
    const exam = await makeExam(app.database.owner, { vendor, department });
    const { rows } = await app.database.owner.query(
      'SELECT dataset_version_id AS id FROM benchmark_version WHERE id = $1',
      [exam.benchmarkVersionId],
    );
    const used = { ...at, params: { id: rows[0].id } };
    expect(await refusalOf(app.as(department)(readVersionAgain, used))).toBe('409 version_in_use');
  });

  it('warn whoever uses a deprecated version, and are retired when no exam rests on them', async () => {
    const { department, vendor, operator } = app.cast;
    const { owner } = app.database;
    const exam = await makeExam(owner, { vendor, department });
    const { rows } = await owner.query(
      'SELECT dataset_version_id AS id FROM benchmark_version WHERE id = $1',
      [exam.benchmarkVersionId],
    );
    const at = { params: { id: rows[0].id }, body: { reason: 'gauge 7 was out of true' } };
    const deprecate = (who: SignedIn) => refusalOf(app.as(who)(deprecateDatasetVersion, at));
    const retire = () => refusalOf(app.as(department)(retireDatasetVersion, at));
    expect(await retire()).toBe('409 version_in_use');
    expect(await deprecate(operator)).toBe('404 not_found');
    expect(await deprecate(department)).toBe('went through');
    expect(await deprecate(department)).toBe('409 wrong_status');
    const [version] = (await app.as(null)(readDataset, { params: { id: exam.datasetId } })).versions;
    expect(version).toMatchObject({ status: 'deprecated', reason: 'gauge 7 was out of true' });
    const shown = await app.as(null)(readBenchmark, { params: { id: exam.benchmarkId } });
    expect(shown.versions[0]?.dataWarning).toEqual({
      status: 'deprecated',
      reason: 'gauge 7 was out of true',
    });
    const told = await app.as(operator)(readInbox, {});
    expect(told).toContainEqual(
      expect.objectContaining({
        thing: 'benchmark_version',
        page: exam.benchmarkId,
        waitsFor: 'benchmark.close',
      }),
    );
    const events = await owner.query('SELECT event FROM event WHERE thing_id = $1', [
      exam.benchmarkVersionId,
    ]);
    expect(events.rows).toContainEqual({ event: 'benchmark_version.data_deprecated' });

    expect(await retire()).toBe('409 version_in_use');
    await app.as(operator)(benchmarkDeeds.close, {
      params: { id: exam.benchmarkVersionId },
      body: { reason: 'its data are deprecated' },
    });
    expect(await retire()).toBe('went through');
    const after = await app.as(department)(readDataset, { params: { id: exam.datasetId } });
    expect(after.versions[0]).toMatchObject({ status: 'retired', allowed: [] });
  });

  it('answer by who asks', async () => {
    const { vendor, department, otherDepartment, reviewer } = app.cast;
    expect(await refusalOf(app.as(null)(createDataset, { body: card() }))).toBe('401 sign_in_required');
    expect(await refusalOf(app.as(reviewer)(createDataset, { body: card() }))).toBe('403 role_missing');
    const { id } = await app.as(department)(createDataset, { body: card() });
    for (const who of [null, vendor, otherDepartment]) {
      expect(await refusalOf(app.as(who)(readDataset, { params: { id } }))).toBe('404 not_found');
    }
    expect(await refusalOf(app.as(vendor)(requestAccess, { params: { id }, body: ask }))).toBe(
      '404 not_found',
    );
    expect(await app.sqlAs(otherDepartment, 'SELECT id FROM dataset WHERE id = $1', [id])).toEqual([]);
  });
});

describe('access to a dataset', () => {
  it('is asked for, talked about, granted in one transaction and seen by both sides', async () => {
    const { vendor, otherVendor, department, otherDepartment } = app.cast;
    const { id } = await listed();
    const request = await app.as(vendor)(requestAccess, { params: { id }, body: ask });
    const at = { params: request };
    expect(await refusalOf(app.as(vendor)(requestAccess, { params: { id }, body: ask }))).toBe(
      '409 duplicate',
    );
    const waiting = await app.as(department)(listAccessRequests, { query: { datasetId: id } });
    expect(waiting.items[0]).toMatchObject({ id: request.id, status: 'submitted', grant: null });
    expect(waiting.items[0]?.allowed).toContain('access_request.approve');
    expect((await app.as(otherVendor)(listAccessRequests, { query: {} })).total).toBe(0);

    await app.as(department)(accessRequestDeeds.ask_info, { ...at, body: { reason: 'which street?' } });
    const approve = () => app.as(department)(accessRequestDeeds.approve, { ...at, body: {} });
    expect(await refusalOf(approve())).toBe('409 wrong_status');
    await app.as(vendor)(accessRequestDeeds.give_info, { ...at, body: { reason: 'all of them' } });
    expect(await refusalOf(app.as(vendor)(accessRequestDeeds.approve, { ...at, body: {} }))).toBe(
      '404 not_found',
    );
    for (const who of [otherVendor, otherDepartment]) {
      expect(await refusalOf(app.as(who)(accessRequestDeeds.refuse, { ...at, body: { reason: 'x' } }))).toBe(
        '404 not_found',
      );
    }
    await approve();
    const seen = await app.as(vendor)(readDataset, { params: { id } });
    expect(seen.grant?.expires).toBe(until);
    expect(seen.versions[0]?.sample).toHaveLength(1);
    expect((await app.as(otherVendor)(readDataset, { params: { id } })).grant).toBeNull();
    const mine = await app.as(vendor)(listAccessRequests, { query: { status: 'approved' } });
    expect(mine.items[0]).toMatchObject({
      remark: 'all of them',
      grant: { status: 'active', expires: until },
    });
  });

  it('is refused to oneself, for open data and for days that are over', async () => {
    const { vendor, department } = app.cast;
    const { id } = await listed();
    const request = (who: SignedIn, on: string, more = {}) =>
      refusalOf(app.as(who)(requestAccess, { params: { id: on }, body: { ...ask, ...more } }));
    expect(await request(department, id)).toBe('403 own_organisation');
    expect(await request(vendor, id, { until: '2020-01-01' })).toBe('422 invalid_input until');
    expect(await request(vendor, id, { until: '2025-02-31' })).toBe('422 invalid_input until');
    const open = await listed({ accessMode: 'open' });
    expect(await request(vendor, open.id)).toBe('409 wrong_status');
  });

  it('taken back cancels the live runs that use it, and no look nor credit is lost', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { owner } = app.database;
    const exam = await makeExam(owner, { vendor, department }, { accessMode: 'on_request' });
    const request = await app.as(vendor)(requestAccess, { params: { id: exam.datasetId }, body: ask });
    await app.as(department)(accessRequestDeeds.approve, { params: request, body: {} });
    const before = await owner.query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [
      vendor.organisationId,
    ]);
    const live = await makeRun(owner, { vendor, ...exam, status: 'executing', held: 5 });
    const decided = await makeRun(owner, { vendor, ...exam, status: 'in_review', hiddenDigest: undefined });
    const { rows: grants } = await owner.query('SELECT id FROM access_grant WHERE request_id = $1', [
      request.id,
    ]);
    const at = { params: { id: grants[0].id }, body: { reason: 'project ended' } };
    for (const who of [vendor, otherVendor]) {
      expect(await refusalOf(app.as(who)(revokeGrant, at))).toBe('404 not_found');
    }
    await app.as(department)(revokeGrant, at);
    const runs = await owner.query('SELECT id, status, held FROM run WHERE id = ANY($1) ORDER BY id', [
      [live, decided],
    ]);
    expect(runs.rows).toEqual([
      { id: live, status: 'cancelled', held: 0 },
      { id: decided, status: 'in_review', held: 0 },
    ]);
    const look = await owner.query('SELECT charged FROM look WHERE run_id = $1', [live]);
    expect(look.rows).toEqual([{ charged: false }]);
    const after = await owner.query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [
      vendor.organisationId,
    ]);
    expect(after.rows).toEqual(before.rows);
    expect(await refusalOf(app.as(department)(revokeGrant, at))).toBe('409 wrong_status');
    expect((await app.as(vendor)(readDataset, { params: { id: exam.datasetId } })).grant).toBeNull();
  });

  it('cannot be written by whoever asks, row-level security alone', async () => {
    const { otherVendor } = app.cast;
    const { id } = await listed();
    const forged = app.sqlAs(
      otherVendor,
      `WITH mine AS (INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('grant', $1, $2, 'own'))
       INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires)
       VALUES ($1, 'active', $3, $2, '2099-01-01')`,
      [newId(), otherVendor.organisationId, id],
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });
});
