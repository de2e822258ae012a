import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { forgetOld } from '../reconciler/clocks.js';
import { readNeedPaper } from './read-need-paper.js';

let database: TestDatabase;
let db: SystemDatabase;
let score: SystemDatabase;
let folder: string;
let desk: ExecuteDesk;
/** What the tool in the sandbox writes; the tool itself is tried in the sandbox's own tests. */
let left: unknown;
const organisation = newId();
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.execute, 'test', 2);
  score = await openSystemDatabase(database.urls.score, 'test', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-papers-'));
  const blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const sandbox = {
    status: { available: true },
    run: async ({ inputDir, options }: { inputDir: string; options: object }) => {
      expect(await readFile(join(inputDir, 'paper'), 'utf8')).toBe('the file');
      expect(options).toHaveProperty('paper.pages');
      const path = join(folder, 'paper.json');
      await writeFile(path, JSON.stringify(left));
      return { kind: 'finished', outcome: 'ok', outputs: [{ name: 'paper.json', path }] };
    },
    discard: async () => {},
  };
  const ending = new AbortController().signal;
  desk = { db, blobs, sandbox, workDir: folder, ending } as unknown as ExecuteDesk;
  await blobs.put(Buffer.from('the file'));
  await database.owner.query(`INSERT INTO organisation (id, name) VALUES ($1, '{"zh":"甲"}')`, [
    organisation,
  ]);
});
afterAll(async () => {
  await db?.close();
  await score?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function come(): Promise<string> {
  const id = newId();
  await database.owner.query(
    `INSERT INTO need_paper (id, organisation_id, person_id, file_name, source_sha256)
     VALUES ($1, $2, $1, 'a.docx', encode(sha256('the file'), 'hex'))`,
    [id, organisation],
  );
  return id;
}
const row = async (id: string) =>
  (await database.owner.query('SELECT * FROM need_paper WHERE id = $1', [id])).rows[0];
const block = (text: string) => ({ kind: 'text', page: 1, paragraph: 1, cells: [text] });

it('keeps what was found in a document, and lets go of the file', async () => {
  left = { ok: true, format: 'pdf', pages: 1, blocks: [block('预算：80万元')] };
  const id = await come();
  await readNeedPaper(desk, { thingId: id });
  left = { ok: false, problems: [{ code: 'scanned', place: 'file', detail: '' }] };
  await readNeedPaper(desk, { thingId: id });
  expect(await row(id)).toMatchObject({
    source_sha256: null,
    problem: null,
    found: { format: 'pdf', pages: 1, need: { budget: 800_000 }, parts: [{ field: 'budget', page: 1 }] },
  });
});

it('says why a document was not read, and believes the tool no more than it must', async () => {
  const codeOf = async (report: unknown) => {
    left = report;
    const id = await come();
    await readNeedPaper(desk, { thingId: id });
    const { problem, found, source_sha256 } = await row(id);
    expect([found, source_sha256]).toEqual([null, null]);
    return problem.code;
  };
  expect(await codeOf({ ok: false, problems: [{ code: 'scanned', place: 'file', detail: '3' }] })).toBe(
    'scanned',
  );
  expect(await codeOf({ ok: true, format: 'exe', pages: 1, blocks: [] })).toBe('not_readable');
  expect(await codeOf({ ok: true, format: 'pdf', pages: 1, blocks: [{ ...block('a'), page: -1 }] })).toBe(
    'not_readable',
  );
});

it('is forgotten a week later, or once its draft is one no more', async () => {
  const [old, kept, gone] = [await come(), await come(), await come()];
  const needs = [newId(), newId()];
  for (const [at, status] of ['draft', 'in_review'].entries())
    await database.owner.query(
      `INSERT INTO scenario (id, owner_id, status, need, words) VALUES ($1, $2, $3, '{}', ''::tsvector)`,
      [needs[at], organisation, status],
    );
  await database.owner.query(`UPDATE need_paper SET created_at = now() - interval '8 days' WHERE id = $1`, [
    old,
  ]);
  await database.owner.query(
    `UPDATE need_paper SET scenario_id = CASE id WHEN $1::uuid THEN $3::uuid ELSE $4::uuid END,
       created_at = now() - interval '8 days' WHERE id IN ($1, $2)`,
    [kept, gone, needs[0], needs[1]],
  );
  await forgetOld(score);
  expect([await row(old), (await row(kept))?.id, await row(gone)]).toEqual([undefined, kept, undefined]);
});
