import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '@scenario-lab/db/core/rows';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SandboxRequest } from '@scenario-lab/sandbox/types';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { giveUp } from '../queue/give-up.js';
import { waitingFor } from '../queue/waiting-things.js';
import { maskDataset } from './mask-dataset.js';

interface Asked {
  masking: { masks: unknown[]; key: string; examples: boolean };
  rules: unknown[];
}

let database: TestDatabase;
let db: SystemDatabase;
let folder: string;
let desk: ExecuteDesk;
/** What the tool in the sandbox leaves; the tool itself is tried in the sandbox's own tests. */
let left: object;
let meanwhile: () => Promise<unknown>;
const given: Asked[] = [];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.execute, 'test', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-masks-'));
  const blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const sandbox = {
    status: { available: true },
    run: async ({ inputDir, options }: SandboxRequest) => {
      expect(await readFile(join(inputDir, 'table'), 'utf8')).toBe('the file');
      given.push(options as unknown as Asked);
      await meanwhile();
      const [profile, masked] = [join(folder, 'profile.json'), join(folder, 'masked.csv')];
      await writeFile(profile, JSON.stringify(left));
      await writeFile(masked, 'the masked table');
      const outputs = [
        { name: 'profile.json', path: profile },
        { name: 'masked.csv', path: masked },
      ];
      return { kind: 'finished', outcome: 'ok', outputs };
    },
    discard: async () => {},
  };
  const ending = new AbortController().signal;
  desk = { db, blobs, sandbox, workDir: folder, ending } as unknown as ExecuteDesk;
  await blobs.put(Buffer.from('the file'));
});
beforeEach(() => {
  given.length = 0;
  meanwhile = async () => {};
  left = report({});
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const column = (name: string, personal: object) => ({
  name,
  type: 'string',
  count: 3,
  nulls: 0,
  distinct: 3,
  min: null,
  max: null,
  mean: null,
  deviation: null,
  quantiles: [],
  histogram: [],
  top: [],
  personal,
});
const masks = [{ column: 'card', method: 'token' }];
const report = (personal: object) => ({
  ok: true,
  rows: 3,
  duplicates: 0,
  files: 0,
  timeCoverage: null,
  columns: [column('card', {}), column('says', personal)],
  readAs: {
    format: 'csv',
    encoding: 'utf-8',
    sure: true,
    delimiter: ',',
    zone: 'Asia/Shanghai',
    columns: [],
    notes: [],
  },
  masked: [
    {
      name: 'card',
      method: 'token',
      changed: 3,
      emptied: 0,
      distinctBefore: 3,
      distinctAfter: 3,
      examples: [{ before: '110101199003077571', after: 'tk-a' }],
    },
  ],
});

async function dataset(mode: string): Promise<string> {
  const [id, owner] = [newId(), newId()];
  await database.owner.query(
    `INSERT INTO organisation (id, name, roles) VALUES ($1, '{"en":"x"}', '{demand}')`,
    [owner],
  );
  await database.owner.query(
    `INSERT INTO dataset (id, owner_id, status, access_mode, card, words) VALUES ($1, $2, 'draft', $3, '{}', '')`,
    [id, owner, mode],
  );
  return id;
}
async function asked(datasetId: string): Promise<string> {
  const id = newId();
  await database.owner.query(
    `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, columns, split)
     VALUES ($1::uuid, $2, $1::text, 'refused', 'a.csv', 8, encode(sha256('the file'), 'hex'), $3, '{}')`,
    [id, datasetId, JSON.stringify([{ name: 'card', type: 'string', rules: { required: true } }])],
  );
  await database.owner.query(
    'INSERT INTO dataset_masking (dataset_version_id, dataset_id, masks) VALUES ($1, $2, $3)',
    [id, datasetId, JSON.stringify(masks)],
  );
  return id;
}
const kept = async (id: string) =>
  (
    await database.owner.query(
      `SELECT preview, problems, bytes::int, sha256, (SELECT string_agg(event, ' ') FROM event WHERE thing_id = $1) AS events
       FROM dataset_masking WHERE dataset_version_id = $1`,
      [id],
    )
  ).rows[0];
const waits = (id: string) =>
  db.asSystem((tx) => execute(tx, `SELECT id FROM (${waitingFor('mask-dataset')}) w WHERE id = $1`, [id]));

it('writes what came of it, once, with a key that stays the data set’s own', async () => {
  const data = await dataset('on_request');
  const [one, two] = [await asked(data), await asked(data)];
  left = report({ mobile: 2 });
  expect(await waits(one)).toBe(1);
  await maskDataset(desk, { thingId: one });
  await maskDataset(desk, { thingId: one });
  await maskDataset(desk, { thingId: two });
  expect(given).toHaveLength(2);
  expect(given[0]?.masking).toMatchObject({ masks, examples: true });
  expect(given[0]?.rules).toEqual([]);
  expect(given[0]?.masking.key).toMatch(/^[\w-]{43}$/);
  expect(given[1]?.masking.key).toBe(given[0]?.masking.key);
  const found = await kept(one);
  expect(found).toMatchObject({ problems: null, bytes: 16, events: 'dataset_version.masked' });
  expect(found.preview.left).toEqual([{ column: 'says', kind: 'mobile', cells: 2 }]);
  expect(await waits(one)).toBe(0);

  const other = await asked(await dataset('on_request'));
  await maskDataset(desk, { thingId: other });
  expect(given[2]?.masking.key).not.toBe(given[0]?.masking.key);
});

it('asks for no cell of data that may be computed on and not seen', async () => {
  const id = await asked(await dataset('sandbox_only'));
  await maskDataset(desk, { thingId: id });
  expect(given[0]?.masking.examples).toBe(false);
});

it('answers nothing to what was chosen otherwise meanwhile, which waits for its own answer', async () => {
  const id = await asked(await dataset('open'));
  meanwhile = () =>
    database.owner.query(
      'UPDATE dataset_masking SET asked_at = clock_timestamp() WHERE dataset_version_id = $1',
      [id],
    );
  await maskDataset(desk, { thingId: id });
  expect(await kept(id)).toMatchObject({ preview: null, sha256: null, events: null });
  meanwhile = async () => {};
  await maskDataset(desk, { thingId: id });
  expect((await kept(id)).preview).not.toBeNull();
});

it('says why nothing was written, and where the lab itself has failed', async () => {
  const id = await asked(await dataset('open'));
  const problems = [{ code: 'unknown_column', place: 'column "card"', detail: 'is not in the file' }];
  left = { ok: false, problems };
  await maskDataset(desk, { thingId: id });
  expect(await kept(id)).toMatchObject({ problems, sha256: null, events: 'dataset_version.masking_refused' });
  expect(await waits(id)).toBe(0);

  const lost = await asked(await dataset('open'));
  await db.asSystem((tx) => giveUp(tx, 'mask-dataset', lost));
  expect((await kept(lost)).problems).toMatchObject([{ code: 'lab_failed' }]);
  // What was written stays, whatever is given up later.
  const done = await asked(await dataset('open'));
  left = report({});
  await maskDataset(desk, { thingId: done });
  await db.asSystem((tx) => giveUp(tx, 'mask-dataset', done));
  expect(await kept(done)).toMatchObject({ problems: null, events: 'dataset_version.masked' });
});
