import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { forgetOld } from '../reconciler/clocks.js';
import { readMedium } from './read-medium.js';

let database: TestDatabase;
let db: SystemDatabase;
let blobs: BlobStore;
let folder: string;
let desk: ExecuteDesk;
/** What the tool in the sandbox leaves; the tool itself is tried in the sandbox's own tests. */
let left: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.execute, 'test', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-media-'));
  blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const sandbox = {
    status: { available: true },
    run: async ({ inputDir, runtime }: { inputDir: string; runtime: string }) => {
      expect([runtime, await readFile(join(inputDir, 'medium'), 'utf8')]).toEqual(['inspect', 'the file']);
      const outputs = Object.entries(left).map(async ([name, text]) => {
        await writeFile(join(folder, name), text);
        return { name, path: join(folder, name) };
      });
      return { kind: 'finished', outcome: 'ok', outputs: await Promise.all(outputs) };
    },
    discard: async () => {},
  };
  desk = {
    db,
    blobs,
    sandbox,
    workDir: folder,
    ending: new AbortController().signal,
  } as unknown as ExecuteDesk;
  await blobs.put(Buffer.from('the file'));
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function come(): Promise<string> {
  const id = newId();
  const { rows } = await database.owner.query('SELECT id FROM organisation LIMIT 1');
  const organisation = rows[0]?.id ?? (await someOrganisation());
  await database.owner.query(
    `INSERT INTO solution_medium (id, organisation_id, person_id, file_name, source_sha256)
     VALUES ($1, $2, $1, 'a.png', encode(sha256('the file'), 'hex'))`,
    [id, organisation],
  );
  return id;
}
async function someOrganisation(): Promise<string> {
  const id = newId();
  await database.owner.query(`INSERT INTO organisation (id, name) VALUES ($1, '{"zh":"甲"}')`, [id]);
  return id;
}
const found = async (id: string) =>
  (await database.owner.query('SELECT * FROM solution_medium WHERE id = $1', [id])).rows[0];
const report = (more: object = {}) =>
  JSON.stringify({
    ok: true,
    kind: 'picture',
    mime: 'image/png',
    width: 1200,
    height: 800,
    seconds: null,
    pages: null,
    ...more,
  });

it('keeps what the sandbox made of a file, and lets go of the file', async () => {
  left = { 'medium.json': report(), full: 'full picture', small: 'small picture' };
  const id = await come();
  await readMedium(desk, { thingId: id });
  left = { 'medium.json': '{}' };
  await readMedium(desk, { thingId: id });
  const row = await found(id);
  expect(row).toMatchObject({
    source_sha256: null,
    problem: null,
    kind: 'picture',
    mime: 'image/png',
    bytes: '12',
    width: 1200,
    height: 800,
  });
  const kept = await blobs.stat(row.sha256);
  expect([kept?.bytes, (await blobs.stat(row.small_sha256))?.bytes]).toEqual([12, 13]);
});

it('says why a file is not shown, and believes the tool no more than it must', async () => {
  const codeOf = async (files: Record<string, string>) => {
    left = files;
    const id = await come();
    await readMedium(desk, { thingId: id });
    const row = await found(id);
    expect([row.read_at !== null, row.sha256, row.source_sha256]).toEqual([true, null, null]);
    return row.problem.code;
  };
  const refused = { ok: false, problems: [{ code: 'acting', place: 'document', detail: '/JS' }] };
  expect(await codeOf({ 'medium.json': JSON.stringify(refused) })).toBe('acting');
  expect(await codeOf({ 'medium.json': report({ mime: 'text/html' }), full: 'x' })).toBe('not_readable');
  expect(await codeOf({ 'medium.json': report({ kind: 'pdf' }), full: 'x' })).toBe('not_readable');
  expect(await codeOf({ 'medium.json': report({ width: 1e9 }), full: 'x' })).toBe('not_readable');
  expect(await codeOf({ 'medium.json': report() })).toBe('not_readable');
  expect(await codeOf({ full: 'x' })).toBe('not_readable');
});

it('forgets what no revision of a card names after a week', async () => {
  left = { 'medium.json': report(), full: 'full picture' };
  const [old, young, named] = [await come(), await come(), await come()];
  await database.owner.query(
    `UPDATE solution_medium SET created_at = now() - interval '8 days' WHERE id <> $1`,
    [young],
  );
  await database.owner.query(
    `INSERT INTO solution (id, owner_id, status, card) SELECT gen_random_uuid(), organisation_id, 'draft',
       jsonb_build_object('media', jsonb_build_array(jsonb_build_object('id', id, 'kind', 'picture')))
     FROM solution_medium WHERE id = $1`,
    [named],
  );
  const score = await openSystemDatabase(database.urls.score, 'test', 1);
  await forgetOld(score);
  await score.close();
  expect(await Promise.all([old, young, named].map(async (id) => (await found(id)) !== undefined))).toEqual([
    false,
    true,
    true,
  ]);
});
