import { addDatasetVersion, createDataset, readDataset } from '@scenario-lab/contracts/datasets';
import { askMasking, type ColumnMask, readMasking, takeMasking } from '@scenario-lab/contracts/masking';
import { newId } from '@scenario-lab/db/ids';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const columns = [
  {
    name: 'card',
    title: { zh: '证件号' },
    meaning: { zh: '来电人的证件号' },
    type: 'string' as const,
    role: 'id' as const,
    sensitivity: 'personal' as const,
    rules: { oneOf: ['110101199003077571'] },
    openReason: 'agreed to by everybody in it',
  },
  { name: 'day', type: 'timestamp' as const, role: 'time' as const },
  { name: 'litres', unit: 'L', type: 'number' as const, role: 'target' as const },
];
const split = { by: 'time' as const, column: 'day', sample: 0.1, validation: 0.3, hidden: 0.6 };
const masks: ColumnMask[] = [
  { column: 'card', method: 'token' },
  { column: 'litres', method: 'band', width: 10 },
];

async function version(status: string, accessMode: 'open' | 'on_request' = 'on_request') {
  const { department } = app.cast;
  const upload = newId();
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, '来电记录.xlsx', 'dataset', 1000, 1000, $4)`,
    [upload, department.organisationId, department.personId, 'b'.repeat(64)],
  );
  const { id: datasetId } = await app.as(department)(createDataset, {
    body: {
      title: { zh: '来电' },
      summary: { zh: '来电记录' },
      fields: ['public_services'],
      accessMode,
      sourceKind: 'public',
    },
  });
  const { id } = await app.as(department)(addDatasetVersion, {
    params: { id: datasetId },
    body: { uploadId: upload, label: 'one', columns, split },
  });
  await app.database.owner.query('UPDATE dataset_version SET status = $2 WHERE id = $1', [id, status]);
  return { id, datasetId };
}

const preview = (left: object[] = []) => ({
  rows: 3,
  columns: [
    {
      name: 'card',
      method: 'token',
      changed: 3,
      emptied: 0,
      distinctBefore: 2,
      distinctAfter: 2,
      examples: [],
    },
  ],
  left,
});
/** What the worker leaves; the tool itself is tried in the sandbox's own tests. */
const write = (id: string, left: object[] = []) =>
  app.database.owner.query(
    `UPDATE dataset_masking SET preview = $2, sha256 = $3, bytes = 77 WHERE dataset_version_id = $1`,
    [id, JSON.stringify(preview(left)), 'd'.repeat(64)],
  );
const ask = (id: string, chosen: ColumnMask[] = masks) =>
  app.as(app.cast.department)(askMasking, { params: { id }, body: { masks: chosen } });
const read = (id: string) => app.as(app.cast.department)(readMasking, { params: { id } });
const take = async (id: string, label = 'two') => {
  const { askedAt } = await read(id);
  return app.as(app.cast.department)(takeMasking, {
    params: { id },
    body: { label, askedAt: askedAt ?? '' },
  });
};

describe('masking', () => {
  it('is chosen, written by a job, looked at and taken: a new version with the old dictionary and its lineage', async () => {
    const { id, datasetId } = await version('ready');
    expect(await read(id)).toMatchObject({ state: 'none', preview: null });
    await ask(id);
    expect(await read(id)).toMatchObject({ state: 'working', masks });
    const { rows: jobs } = await app.database.owner.query(
      `SELECT job FROM delivery WHERE thing_id = $1 AND job = 'mask-dataset'`,
      [id],
    );
    expect(jobs).toHaveLength(1);
    expect(await refusalOf(take(id))).toMatch(/^409 wrong_status/);
    await write(id);
    expect((await read(id)).state).toBe('shown');
    const made = await take(id);
    const { versions } = await app.as(app.cast.department)(readDataset, { params: { id: datasetId } });
    const [fresh, old] = versions;
    expect(fresh).toMatchObject({
      id: made.id,
      label: 'two',
      status: 'uploading',
      sha256: 'd'.repeat(64),
      bytes: 77,
      fileName: '来电记录.masked.csv',
      maskedFrom: { id, label: 'one' },
      split,
      reading: { encoding: 'utf-8', delimiter: ',', markers: [] },
    });
    // Said of values that are no more: rules, which may hold them, and the reason to leave them open.
    expect(fresh?.columns).toEqual([
      {
        name: 'card',
        title: { zh: '证件号' },
        meaning: { zh: '来电人的证件号' },
        type: 'string',
        role: 'id',
        knownAt: 'always',
        sensitivity: 'internal',
      },
      { name: 'day', type: 'timestamp', role: 'time', knownAt: 'always', sensitivity: 'none' },
      { name: 'litres', unit: 'L', type: 'number', role: 'target', knownAt: 'always', sensitivity: 'none' },
    ]);
    expect(old).toMatchObject({ id, status: 'deprecated', reason: expect.stringContaining('two') });
    // It is taken once; the old one can be masked again, otherwise.
    expect((await read(id)).state).toBe('none');
    expect(await refusalOf(ask(id))).toBe('went through');
  });

  it('is taken as it was looked at: chosen otherwise meanwhile, or under a label that is taken, it is not', async () => {
    const { id } = await version('refused');
    await ask(id);
    await write(id);
    const { askedAt } = await read(id);
    await ask(id, [{ column: 'card', method: 'drop' }]);
    await write(id);
    const stale = app.as(app.cast.department)(takeMasking, {
      params: { id },
      body: { label: 'two', askedAt: askedAt ?? '' },
    });
    expect(await refusalOf(stale)).toBe('412 changed_meanwhile');
    expect(await refusalOf(take(id, 'one'))).toBe('409 duplicate');
    // A table that was not taken is left for whoever sweeps files of rows.
    await ask(id, masks);
    const { rows } = await app.database.owner.query(
      `SELECT 1 FROM row_file f JOIN dataset_version v ON v.dataset_id = f.dataset_id WHERE v.id = $1 AND f.sha256 = $2`,
      [id, 'd'.repeat(64)],
    );
    expect(rows).toHaveLength(1);
  });

  it('lets nothing personal through to data that everybody may read', async () => {
    const { id } = await version('refused', 'open');
    await ask(id);
    await write(id, [{ column: 'card', kind: 'mobile', cells: 1 }]);
    expect(await refusalOf(take(id))).toMatch(/^409 gate_incomplete/);
    await write(id);
    expect(await refusalOf(take(id))).toBe('went through');
  });

  it('says at the place what cannot be done', async () => {
    const { id } = await version('ready');
    const refusal = (chosen: object[]) => refusalOf(ask(id, chosen as ColumnMask[]));
    expect(await refusal([])).toBe('422 invalid_input masks');
    expect(await refusal([{ column: 'phone', method: 'token' }])).toBe('422 invalid_input masks.0.column');
    expect(await refusal([masks[0]!, masks[0]!])).toBe('422 invalid_input masks.1.column');
    expect(await refusal([{ column: 'litres', method: 'redact' }])).toBe('422 invalid_input masks.0.method');
    expect(await refusal([{ column: 'card', method: 'truncate' }])).toBe('422 invalid_input masks.0.keep');
    expect(await refusal([{ column: 'litres', method: 'band', width: -1 }])).toBe(
      '422 invalid_input masks.0.width',
    );
    // Rows are split by day: its year would not do.
    expect(await refusal([{ column: 'day', method: 'year' }])).toBe('422 invalid_input masks.0.method');
    expect(
      await refusal([
        { column: 'card', method: 'drop' },
        { column: 'litres', method: 'drop' },
      ]),
    ).toBe('422 invalid_input masks');
    expect(await refusal([{ column: 'day', method: 'month' }])).toBe('went through');
  });

  it('is the owner’s alone: a rival, a vendor and the lab see neither choice nor outcome, and no role of the API the key', async () => {
    const { id } = await version('ready');
    await ask(id);
    await write(id);
    const { otherVendor, vendor, operator } = app.cast;
    for (const other of [vendor, otherVendor, operator])
      expect(await refusalOf(app.as(other)(readMasking, { params: { id } }))).toMatch(/^404 not_found/);

    for (const role of ['lab_api', 'lab_score', 'lab_public']) {
      const held = await app.database.owner.query(
        `SELECT has_any_column_privilege($1, 'mask_key', 'SELECT') AS may`,
        [role],
      );
      expect([role, held.rows[0].may]).toEqual([role, false]);
    }
  });

  it('is not done once an exam hides some of the rows', async () => {
    const { vendor, department } = app.cast;
    const exam = await makeExam(app.database.owner, { vendor, department });
    const { rows } = await app.database.owner.query(
      'SELECT dataset_version_id AS id FROM benchmark_version WHERE id = $1',
      [exam.benchmarkVersionId],
    );
    expect(await refusalOf(ask(rows[0].id))).toMatch(/version_in_use/);
    // Nor of another version of the same data set, that no exam was made of.
    const { id } = await version('ready');
    await app.database.owner.query(
      `UPDATE dataset_version SET dataset_id = (SELECT dataset_id FROM dataset_version WHERE id = $2) WHERE id = $1`,
      [id, rows[0].id],
    );
    expect(await refusalOf(read(id))).toMatch(/version_in_use/);
  });
});
