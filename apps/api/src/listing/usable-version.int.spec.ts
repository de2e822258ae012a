import { algorithmDeeds, createAlgorithm } from '@scenario-lab/contracts/algorithms';
import { createDataset, datasetDeeds } from '@scenario-lab/contracts/datasets';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const sql = (text: string, values: unknown[]) => app.database.owner.query(text, values);
async function dataset(): Promise<string> {
  const { id } = await app.as(app.cast.department)(createDataset, {
    body: {
      title: { zh: '水位' },
      summary: { zh: '水位记录' },
      fields: ['public_services'],
      accessMode: 'on_request',
      sourceKind: 'public',
    },
  });
  return id;
}
const version = (datasetId: string, label: string, status: string) =>
  sql(
    `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, columns, split)
     VALUES ($1, $2, $3, $4, 'a.csv', 8, $5, '[]', '{}')`,
    [newId(), datasetId, label, status, 'b'.repeat(64)],
  );
const deed = (who: 'department' | 'operator', row: 'submit' | 'approve', id: string) =>
  refusalOf(app.as(app.cast[who])(datasetDeeds[row], { params: { id }, body: {} }));

describe('a card without content', () => {
  it('is not submitted while every version of the data was refused or retired, and is once one can be used', async () => {
    const id = await dataset();
    await version(id, 'one', 'refused');
    await version(id, 'two', 'retired');
    expect(await deed('department', 'submit', id)).toBe('409 no_usable_version');
    await version(id, 'three', 'ready');
    expect(await deed('department', 'submit', id)).toBe('went through');
    expect(await deed('operator', 'approve', id)).toBe('went through');
  });

  it('is not listed either where the version was refused after the card had been submitted', async () => {
    const id = await dataset();
    await version(id, 'one', 'profiling');
    expect(await deed('department', 'submit', id)).toBe('went through');
    await sql(`UPDATE dataset_version SET status = 'refused' WHERE dataset_id = $1`, [id]);
    expect(await deed('operator', 'approve', id)).toBe('409 no_usable_version');
    const [row] = (await sql('SELECT status, listed FROM dataset WHERE id = $1', [id])).rows;
    expect(row).toEqual({ status: 'in_review', listed: null });
  });

  it('may announce data before there is a version at all', async () => {
    const id = await dataset();
    expect(await deed('department', 'submit', id)).toBe('went through');
    expect(await deed('operator', 'approve', id)).toBe('went through');
  });

  it('holds for algorithms too, which are listed as what runs and need a version', async () => {
    const { vendor } = app.cast;
    const { id } = await app.as(vendor)(createAlgorithm, {
      body: {
        title: { zh: '预测' },
        summary: { zh: '水位预测' },
        fields: ['public_services'],
        task: 'regression',
        solutionId: null,
        card: { intendedUse: { en: 'levels' } },
      },
    });
    const submit = () => refusalOf(app.as(vendor)(algorithmDeeds.submit, { params: { id }, body: {} }));
    expect(await submit()).toBe('409 no_version');
    await sql(
      `INSERT INTO algorithm_version (id, algorithm_id, label, status, kind, bytes, sha256, file_name, sockets)
       VALUES ($1, $2, '1.0', 'refused', 'bundle', 8, $3, 'a.zip', '{}')`,
      [newId(), id, 'c'.repeat(64)],
    );
    expect(await submit()).toBe('409 no_usable_version');
    await sql(`UPDATE algorithm_version SET status = 'ready' WHERE algorithm_id = $1`, [id]);
    expect(await submit()).toBe('went through');
  });
});
