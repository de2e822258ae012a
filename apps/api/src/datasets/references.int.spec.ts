import { addDatasetVersion } from '@scenario-lab/contracts/datasets';
import { newId } from '@scenario-lab/db/ids';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

type Who = TestApp['cast'][keyof TestApp['cast']];

it('a column refers to data of its owner or to open ones, and nothing is told of others', async () => {
  const { department, vendor } = app.cast;
  const make = async (who: Who, accessMode: string) => {
    const { datasetId } = await makeBenchmark(app.database.owner, who, { accessMode });
    return datasetId;
  };
  const mine = await make(department, 'sandbox_only');
  const own = await make(department, 'sandbox_only');
  const open = await make(vendor, 'open');
  const closed = await make(vendor, 'on_request');
  await app.database.owner.query(
    `UPDATE dataset_version SET columns = '[{"name": "code", "type": "string", "sensitivity": "none"},
       {"name": "who", "type": "string", "sensitivity": "personal"}]' WHERE dataset_id = ANY($1)`,
    [[own, open, closed]],
  );
  let label = 0;
  const refer = async (datasetId: string, column = 'code') => {
    const uploadId = newId();
    await app.database.owner.query(
      `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
       VALUES ($1, $2, $3, 'a.csv', 'dataset', 3, 3, $4)`,
      [uploadId, department.organisationId, department.personId, 'f'.repeat(64)],
    );
    label += 1;
    const body = {
      uploadId,
      label: `v${label}`,
      columns: [
        { name: 'a', type: 'string' as const, rules: { inData: { datasetId, column } } },
        { name: 'b', type: 'number' as const },
      ],
      split: { by: 'hash' as const, sample: 0.1, validation: 0.2, hidden: 0.7 },
    };
    return refusalOf(app.as(department)(addDatasetVersion, { params: { id: mine }, body }));
  };
  expect(await refer(own)).toBe('went through');
  expect(await refer(own, 'who')).toBe('went through');
  expect(await refer(open)).toBe('went through');
  // Personal columns of others, data that are asked for first, its own data, a column and data that are not there.
  const refused = '422 invalid_input columns.0.rules.inData';
  for (const [datasetId, column] of [
    [open, 'who'],
    [closed, 'code'],
    [mine, 'code'],
    [own, 'nothing'],
    [newId(), 'code'],
  ] as const)
    expect(await refer(datasetId, column)).toBe(refused);
});
