import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { readList } from './read-list.js';

let database: TestDatabase;
let db: SystemDatabase;
let folder: string;
let desk: ExecuteDesk;
/** What the tool in the sandbox leaves; the tool itself is tried in the sandbox's own tests. */
let left: unknown;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.execute, 'test', 2);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-lists-'));
  const blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const sandbox = {
    status: { available: true },
    run: async ({ inputDir }: { inputDir: string }) => {
      expect(await readFile(join(inputDir, 'table'), 'utf8')).toBe('the file');
      const path = join(folder, 'list.json');
      await writeFile(path, JSON.stringify(left));
      return { kind: 'finished', outcome: 'ok', outputs: [{ name: 'list.json', path }] };
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
  await database.owner.query(
    `INSERT INTO list_import (id, organisation_id, person_id, file_name, sha256)
     VALUES ($1, $1, $1, 'a.xlsx', encode(sha256('the file'), 'hex'))`,
    [id],
  );
  return id;
}
const found = async (id: string) => {
  const { rows } = await database.owner.query(
    'SELECT read_at IS NOT NULL AS read, problems FROM list_import WHERE id = $1',
    [id],
  );
  const lines = await database.owner.query(
    'SELECT number, kind, row, said, unit FROM list_import_row WHERE import_id = $1 ORDER BY 1',
    [id],
  );
  return { ...rows[0], lines: lines.rows };
};

it('lays down the lines of a list, once, as the role that knows no more of the lab', async () => {
  left = {
    ok: true,
    sheets: [
      {
        name: '一',
        rows: [
          { row: 2, cells: ['场景名称', '发布单位', '拟投资(亿元)'] },
          { row: 3, cells: ['甲', '乙局', '2'] },
        ],
      },
      { name: '二', rows: [{ row: 1, cells: ['什么', '都不是'] }] },
    ],
  };
  const id = await come();
  await readList(desk, { thingId: id });
  await readList(desk, { thingId: id });
  expect(await found(id)).toEqual({
    read: true,
    problems: null,
    lines: [
      { number: 1, kind: 'opportunity', row: 3, said: { name: '甲', owner: '乙局', budget: '2' }, unit: 1e8 },
    ],
  });
});

it('says why nothing was read, and writes no line', async () => {
  left = { ok: true, sheets: [{ name: '', rows: [{ row: 1, cells: ['x'] }] }] };
  const none = await come();
  await readList(desk, { thingId: none });
  expect(await found(none)).toMatchObject({ problems: [{ code: 'no_list' }], lines: [] });
  left = { ok: false, problems: [{ code: 'bomb', place: 'a.xml', detail: '' }] };
  const bomb = await come();
  await readList(desk, { thingId: bomb });
  expect(await found(bomb)).toMatchObject({ problems: [{ code: 'bomb' }], lines: [] });
  left = { ok: true, sheets: 'nonsense' };
  const nonsense = await come();
  await readList(desk, { thingId: nonsense });
  expect(await found(nonsense)).toMatchObject({ problems: [{ code: 'not_readable' }], lines: [] });
});
