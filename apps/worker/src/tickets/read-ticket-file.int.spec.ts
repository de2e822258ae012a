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
import { giveUp } from '../queue/give-up.js';
import { forgetOld } from '../reconciler/clocks.js';
import { readTicketFile } from './read-ticket-file.js';

let database: TestDatabase;
let db: SystemDatabase;
let score: SystemDatabase;
let blobs: BlobStore;
let folder: string;
let desk: ExecuteDesk;
/** What the tool in the sandbox leaves; the tool itself is tried in the sandbox's own tests. */
let left: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.execute, 'test', 2);
  score = await openSystemDatabase(database.urls.score, 'test', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-ticket-files-'));
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
  await score?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function come(status = 'open'): Promise<{ ticketId: string; id: string }> {
  const [ticketId, id] = [newId(), newId()];
  await database.owner.query(
    `INSERT INTO ticket (id, status, number, source, title, words, category, reported_at) VALUES ($1, $2, $3, 'web', '{"zh":"甲"}', '{"zh":"乙"}', 'roads_traffic', now())`,
    [ticketId, status, `GD-${ticketId.slice(-8)}`],
  );
  await database.owner.query(
    `INSERT INTO ticket_file (id, ticket_id, file_name, source_sha256) VALUES ($1, $2, 'a.png', encode(sha256('the file'), 'hex'))`,
    [id, ticketId],
  );
  return { ticketId, id };
}
const found = async (id: string) =>
  (await database.owner.query('SELECT * FROM ticket_file WHERE id = $1', [id])).rows[0];
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

it('keeps what the sandbox made of a reporter’s picture and lets go of the file that came', async () => {
  left = { 'medium.json': report(), full: 'full picture', small: 'small picture' };
  const { id } = await come();
  await readTicketFile(desk, { thingId: id });
  left = { 'medium.json': '{}' };
  await readTicketFile(desk, { thingId: id });
  const row = await found(id);
  expect(row).toMatchObject({
    source_sha256: null,
    problem: null,
    kind: 'picture',
    mime: 'image/png',
    width: 1200,
  });
  expect((await blobs.stat(row.sha256))?.bytes).toBe(12);
  expect((await blobs.stat(row.small_sha256))?.bytes).toBe(13);
});

it('refuses what the tool refuses, believes no other type, and takes no film', async () => {
  const codeOf = async (files: Record<string, string>) => {
    left = files;
    const { id } = await come();
    await readTicketFile(desk, { thingId: id });
    const row = await found(id);
    expect([row.read_at !== null, row.sha256, row.small_sha256, row.source_sha256]).toEqual([
      true,
      null,
      null,
      null,
    ]);
    return row.problem.code;
  };
  const refused = { ok: false, problems: [{ code: 'acting', place: 'document', detail: '/JS' }] };
  expect(await codeOf({ 'medium.json': JSON.stringify(refused) })).toBe('acting');
  expect(await codeOf({ 'medium.json': report({ mime: 'text/html' }), full: 'x' })).toBe('not_readable');
  expect(
    await codeOf({ 'medium.json': report({ kind: 'video', mime: 'video/mp4', seconds: 3 }), full: 'x' }),
  ).toBe('kind_not_taken');
});

it('is refused when the lab gives up, and forgotten with whom to call', async () => {
  const { id } = await come();
  await score.asSystem((tx) => giveUp(tx, 'read-ticket-file', id));
  expect((await found(id)).problem.code).toBe('lab_failed');
  const [open, closed] = [await come(), await come('closed')];
  await database.owner.query(
    `UPDATE ticket SET updated_at = now() - interval '800 days' WHERE id = ANY($1)`,
    [[open.ticketId, closed.ticketId]],
  );
  await forgetOld(score);
  expect([await found(open.id), await found(closed.id)].map(Boolean)).toEqual([true, false]);
});
