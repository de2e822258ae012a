import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readRange } from '@scenario-lab/domain/outbound/reachable';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FetchDesk, fetchDatasets } from './fetch-datasets.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let blobs: BlobStore;
let folder: string;
let server: Server;
let base = '';
let answer: (response: ServerResponse, headers: Record<string, unknown>) => void;
const logged: string[] = [];
const csv = 'day,level\n2026-01-01,3\n2026-01-02,4\n';
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  folder = await mkdtemp(join(tmpdir(), 'fetches-'));
  blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  server = createServer((request, response) => answer(response, request.headers));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  logged.length = 0;
});

const desk = (over: Partial<FetchDesk> = {}): FetchDesk => ({
  db,
  blobs,
  log: pino({ level: 'trace' }, { write: (text: string) => void logged.push(text) }),
  inward: { allowed: [readRange('127.0.0.1')!], patience: 2_000, idle: 2_000, whole: 10_000 },
  roomDir: folder,
  leave: 0,
  beat: 20,
  ending: new AbortController().signal,
  ...over,
});
const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];

async function asked(over: { address?: string; most?: number; against?: string | null } = {}) {
  const { department } = cast;
  const [id, datasetId] = [newId(), newId()];
  await sql(
    `INSERT INTO dataset (id, owner_id, status, access_mode, card, words) VALUES ($1, $2, 'draft', 'on_request', '{}', '')`,
    [datasetId, department.organisationId],
  );
  await sql(
    `INSERT INTO dataset_fetch (id, dataset_id, organisation_id, person_id, address, most, against_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      datasetId,
      department.organisationId,
      department.personId,
      over.address ?? `${base}/levels?key=s3cret`,
      over.most ?? 1_000_000,
      over.against ?? null,
    ],
  );
  return id;
}
interface Row {
  problem: { fault: string; code: number | null; host: string | null; most: number | null } | null;
  unchanged: boolean;
  sha256: string | null;
  etag: string | null;
  upload_id: string | null;
  received: string;
  ended_at: Date | null;
  cancelled_at: Date | null;
  tries: number;
  beat_at: Date | null;
}
const row = async (id: string) => (await sql<Row>('SELECT * FROM dataset_fetch WHERE id = $1', [id]))[0]!;
async function outcome(over: Parameters<typeof asked>[0] = {}, at: Partial<FetchDesk> = {}) {
  const id = await asked(over);
  expect(await fetchDatasets(desk(at))).toBe(1);
  return row(id);
}
const blobCount = async () => {
  let count = 0;
  for await (const _ of blobs.list()) count += 1;
  return count;
};

describe('a file fetched from an address', () => {
  it('is an upload of the organisation, named as it was sent, with its digest', async () => {
    answer = (response) =>
      response
        .writeHead(200, { etag: '"v1"', 'content-disposition': 'attachment; filename="levels.csv"' })
        .end(csv);
    const found = await outcome();
    expect(found).toMatchObject({ problem: null, unchanged: false, sha256: digest(csv), etag: '"v1"' });
    expect(Number(found.received)).toBe(csv.length);
    const [upload] = await sql('SELECT * FROM upload WHERE id = $1', [found.upload_id]);
    expect(upload).toMatchObject({
      organisation_id: cast.department.organisationId,
      person_id: cast.department.personId,
      file_name: 'levels.csv',
      purpose: 'dataset',
      sha256: digest(csv),
      bytes: String(csv.length),
      used: false,
    });
    expect(await blobs.stat(digest(csv))).toMatchObject({ bytes: csv.length });
    expect(await fetchDatasets(desk())).toBe(0);
  });

  it.each<[string, (response: ServerResponse) => void, object]>([
    [
      'a page to sign in at',
      (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><form>'),
      { fault: 'html' },
    ],
    [
      'a page under the name of a table',
      (r) => r.writeHead(200, { 'content-type': 'text/csv' }).end(`<html>${'x'.repeat(3_000)}`),
      { fault: 'html' },
    ],
    ['a refusal', (r) => r.writeHead(404).end('not here'), { fault: 'status', code: 404 }],
    ['a part', (r) => r.writeHead(206).end('a'), { fault: 'status', code: 206 }],
    ['nothing', (r) => r.writeHead(200).end(), { fault: 'empty' }],
    [
      'more than was said to fit',
      (r) => r.writeHead(200, { 'content-length': 5_000 }).end('x'.repeat(5_000)),
      { fault: 'too_large', most: 4_000 },
    ],
    ['a body without end', endless, { fault: 'too_large', most: 4_000 }],
    [
      'a packed body that is far larger unpacked',
      (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
      { fault: 'too_large', most: 4_000 },
    ],
    [
      'less than was said',
      (r) => {
        r.writeHead(200, { 'content-length': 900 });
        r.write('a,b\n', () => r.destroy());
      },
      { fault: 'cut_off' },
    ],
    [
      'a way into the inner network',
      (r) => r.writeHead(302, { location: 'https://10.0.0.1/a.csv' }).end(),
      { fault: 'address_refused', host: '10.0.0.1' },
    ],
  ])('is refused where %s comes, and nothing is kept', async (_what, said, problem) => {
    const before = await blobCount();
    answer = said;
    const found = await outcome({ most: 4_000 });
    expect(found.problem).toMatchObject(problem);
    expect(found).toMatchObject({ upload_id: null, unchanged: false });
    expect(found.ended_at).not.toBeNull();
    expect(await blobCount()).toBe(before);
    // An address may hold a key.
    expect(logged.join('')).not.toContain('s3cret');
    expect(logged.join('')).not.toContain('127.0.0.1');
  });

  it('is refused where the disk would be full', async () => {
    answer = (response) => response.writeHead(200).end(csv);
    expect((await outcome({}, { leave: 2 ** 60 })).problem).toMatchObject({ fault: 'storage_full' });
  });

  it('is not taken once more while its bytes are the same, whether the other side says so or not', async () => {
    answer = (response) => response.writeHead(200, { etag: '"v1"' }).end('the very same');
    const first = await outcome();
    const version = newId();
    const [{ dataset_id }] = (await sql<{ dataset_id: string }>(
      'SELECT dataset_id FROM dataset_fetch WHERE upload_id = $1',
      [first.upload_id],
    )) as [{ dataset_id: string }];
    await sql(
      `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, columns, split)
       VALUES ($1, $2, 'one', 'ready', 'a.csv', 13, $3, '[]', '{}')`,
      [version, dataset_id, first.sha256],
    );
    await sql('UPDATE dataset_fetch SET dataset_version_id = $1 WHERE upload_id = $2', [
      version,
      first.upload_id,
    ]);
    const heard: unknown[] = [];
    answer = (response, headers) => {
      heard.push(headers['if-none-match']);
      response.writeHead(304, { etag: '"v1"' }).end();
    };
    expect(await outcome({ against: version })).toMatchObject({
      unchanged: true,
      problem: null,
      upload_id: null,
    });
    expect(heard).toEqual(['"v1"']);
    answer = (response) => response.writeHead(200, { etag: '"v2"' }).end('the very same');
    expect(await outcome({ against: version })).toMatchObject({
      unchanged: true,
      upload_id: null,
      etag: '"v2"',
    });
    expect(await blobs.stat(digest('the very same'))).not.toBeNull();
    // In the vault by now, since an exam rests on it: it does not come to lie in the open again.
    await blobs.remove(digest('the very same'));
    expect(await outcome({ against: version })).toMatchObject({ unchanged: true });
    expect(await blobs.stat(digest('the very same'))).toBeNull();
    answer = (response) => response.writeHead(200).end('something else');
    const changed = await outcome({ against: version });
    expect(changed).toMatchObject({ unchanged: false, sha256: digest('something else') });
    expect(changed.upload_id).not.toBeNull();
  });

  it('is stopped in its midst by whoever asked, and keeps nothing', async () => {
    const id = await asked();
    answer = (response) => {
      response.writeHead(200, { 'content-length': 100_000 });
      response.write(csv);
      void sql('UPDATE dataset_fetch SET cancelled_at = now() WHERE id = $1', [id]);
    };
    await fetchDatasets(desk());
    const found = await row(id);
    expect(found).toMatchObject({ problem: null, upload_id: null });
    expect(found.ended_at).not.toBeNull();
  });

  it('is never begun where it was called off before', async () => {
    const id = await asked();
    await sql('UPDATE dataset_fetch SET cancelled_at = now() WHERE id = $1', [id]);
    expect(await fetchDatasets(desk())).toBe(0);
    expect((await row(id)).ended_at).not.toBeNull();
  });

  it('is left to the next one where the process must end, and given up after the third that died of it', async () => {
    const id = await asked();
    const ending = new AbortController();
    answer = (response) => {
      response.writeHead(200).write(csv);
      ending.abort();
    };
    await fetchDatasets(desk({ ending: ending.signal }));
    expect(await row(id)).toMatchObject({ ended_at: null, tries: 0, beat_at: null });
    await sql(`UPDATE dataset_fetch SET tries = 3, beat_at = now() - interval '3 minutes' WHERE id = $1`, [
      id,
    ]);
    expect(await fetchDatasets(desk())).toBe(0);
    expect((await row(id)).problem).toMatchObject({ fault: 'given_up' });
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200);
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(1_000)));
  };
  response.on('drain', pour);
  pour();
}

describe('data that are fetched by the clock', () => {
  async function due(over: { most?: number } = {}) {
    const { department } = cast;
    const [datasetId, versionId] = [newId(), newId()];
    await sql(
      `INSERT INTO dataset (id, owner_id, status, access_mode, card, words) VALUES ($1, $2, 'listed', 'open', '{}', '')`,
      [datasetId, department.organisationId],
    );
    await sql(
      `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, columns, split, reading)
       VALUES ($1, $2, 'ready', '2026-01', 'a.csv', 1, $3, '[{"name":"day"}]', '{"by":"hash"}', '{"delimiter":","}')`,
      [versionId, datasetId, digest('before')],
    );
    await sql(
      `INSERT INTO dataset_upkeep (dataset_id, organisation_id, person_id, every, address, most, quota, next_at)
       VALUES ($1, $2, $3, 'day', $4, $5, 1000000000, now())`,
      [datasetId, department.organisationId, department.personId, `${base}/daily`, over.most ?? 1_000_000],
    );
    return datasetId;
  }
  const versions = (datasetId: string) =>
    sql<{ label: string; status: string; columns: unknown; reading: unknown }>(
      'SELECT label, status, columns, reading FROM dataset_version WHERE dataset_id = $1 ORDER BY id',
      [datasetId],
    );
  const upkeep = async (datasetId: string) =>
    (
      await sql<{ failures: number; hours: number }>(
        `SELECT failures, round(extract(epoch FROM next_at - now()) / 3600)::int AS hours FROM dataset_upkeep WHERE dataset_id = $1`,
        [datasetId],
      )
    )[0];
  const again = (datasetId: string) =>
    sql('UPDATE dataset_upkeep SET next_at = now() WHERE dataset_id = $1', [datasetId]);

  it('become a version when something has changed, once, and nothing when not', async () => {
    answer = (response) => response.end(csv);
    const id = await due();
    expect(await fetchDatasets(desk())).toBe(1);
    const [, made] = await versions(id);
    expect(made).toMatchObject({
      status: 'uploading',
      columns: [{ name: 'day' }],
      reading: { delimiter: ',' },
      label: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    });
    expect(
      await sql(
        'SELECT job FROM delivery d JOIN event e ON e.id = d.event_id WHERE d.thing_id IN (SELECT id FROM dataset_version WHERE dataset_id = $1)',
        [id],
      ),
    ).toEqual([{ job: 'profile-dataset' }]);
    expect(await upkeep(id)).toEqual({ failures: 0, hours: 24 });
    expect(await fetchDatasets(desk())).toBe(0);
    await sql(`UPDATE dataset_version SET status = 'ready' WHERE dataset_id = $1`, [id]);
    await again(id);
    expect(await fetchDatasets(desk())).toBe(1);
    expect(await versions(id)).toHaveLength(2);
    answer = (response) => response.end(`${csv}2026-01-03,5\n`);
    await again(id);
    await fetchDatasets(desk());
    expect((await versions(id))[2]?.label).toMatch(/-2$/);
  });
  it('are tried again sooner after a failure, and no more after eight', async () => {
    answer = (response) => response.writeHead(503).end();
    const id = await due();
    await fetchDatasets(desk());
    expect(await upkeep(id)).toEqual({ failures: 1, hours: 1 });
    await sql('UPDATE dataset_upkeep SET failures = 7, next_at = now() WHERE dataset_id = $1', [id]);
    await fetchDatasets(desk());
    expect(await upkeep(id)).toEqual({ failures: 8, hours: null });
    expect(await fetchDatasets(desk())).toBe(0);
    expect(await versions(id)).toHaveLength(1);
  });
  it('are asked for once, however many look', async () => {
    answer = (response) => response.end(csv);
    const id = await due();
    await Promise.all([fetchDatasets(desk()), fetchDatasets(desk()), fetchDatasets(desk())]);
    expect(await sql('SELECT 1 FROM dataset_fetch WHERE dataset_id = $1', [id])).toHaveLength(1);
    expect(await versions(id)).toHaveLength(2);
  });
});
