import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { EditionContent } from '@scenario-lab/contracts/editions';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobsDesk } from '../desk.js';
import { renderEdition } from './render-edition.js';
import { unwrittenEditions, writeEdition } from './write-edition.js';

let database: TestDatabase;
let db: SystemDatabase;
let blobs: BlobStore;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2, 'Asia/Shanghai');
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-editions-'));
  blobs = await openBlobStore({ kind: 'filesystem', dir: folder });
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const content: EditionContent = {
  kind: 'opportunity',
  title: { zh: '机会清单', en: 'Scenario list' },
  note: null,
  entries: [
    {
      id: newId(),
      cells: { name: { zh: '=HYPERLINK("http://evil")' }, budget: 125, problem: { zh: '积水\n两处' } },
    },
  ],
};
const digest = createHash('sha256').update(canonicalJson(content)).digest('hex');
const deskWith = (list: JobsDesk['list']) =>
  ({ db, blobs, list, publicUrl: 'https://lab.example/' }) as unknown as JobsDesk;

async function publish(): Promise<string> {
  const id = newId();
  await database.owner.query(
    `INSERT INTO edition (id, status, kind, number, title, content, digest, published_at)
     VALUES ($1, 'published', 'opportunity', (SELECT coalesce(max(number), 0) + 1 FROM edition), '{}', $2, $3, '2026-09-30T18:00:00Z')`,
    [id, JSON.stringify(content), digest],
  );
  return id;
}
const filesOf = async (id: string) =>
  (
    await database.owner.query(
      'SELECT format, language, sha256, bytes::int FROM edition_file WHERE edition_id = $1 ORDER BY 1, 2',
      [id],
    )
  ).rows as { format: string; language: string; sha256: string; bytes: number }[];

it('writes each file once, and what the lab signs for can be checked against its digest', async () => {
  const id = await publish();
  const desk = deskWith(renderEdition);
  await writeEdition(desk, { thingId: id });
  const files = await filesOf(id);
  expect(files.map(({ format, language }) => `${format} ${language}`)).toEqual([
    'csv en',
    'csv zh',
    'json ',
    'pdf en',
    'pdf zh',
    'xlsx en',
    'xlsx zh',
  ]);
  await writeEdition(desk, { thingId: id });
  expect(await filesOf(id)).toEqual(files);
  const read = async (format: string, language: string) => {
    const file = files.find((one) => one.format === format && one.language === language);
    return (await buffer(await blobs.get(file?.sha256 ?? ''))).toString('utf8');
  };
  const json = JSON.parse(await read('json', ''));
  expect(createHash('sha256').update(canonicalJson(json.content)).digest('hex')).toBe(json.digest);
  const csv = await read('csv', 'zh');
  // The heading is the kind's, and nothing in it is a formula.
  expect(csv).toBe(
    `\uFEFF序号,场景名称,应用领域,所属区域,发布单位,痛点,需求描述,技术指标,可开放数据,可提供条件,合作方式,拟投资(万元),资金来源,实施周期,截止日期\r\n` +
      `1,"'=HYPERLINK(""http://evil"")",,,,"积水\n两处",,,,,,125,,,\r\n`,
  );
  expect((await read('pdf', 'zh')).slice(0, 5)).toBe('%PDF-');
});

it('leaves what has no number, and a failure writes nothing and is tried again', async () => {
  const draft = newId();
  await database.owner.query(
    `INSERT INTO edition (id, status, kind, title) VALUES ($1, 'draft', 'capability', '{}')`,
    [draft],
  );
  await writeEdition(deskWith(renderEdition), { thingId: draft });
  expect(await filesOf(draft)).toEqual([]);
  const id = await publish();
  const broken = deskWith(() => Promise.reject(new Error('no font')));
  await expect(
    writeEdition({ ...broken, ending: new AbortController().signal }, { thingId: id }),
  ).rejects.toThrow('no font');
  expect(await filesOf(id)).toEqual([]);
  const { rows } = await database.owner.query(unwrittenEditions);
  expect(rows.map((row) => row.id)).toEqual([id]);
});
