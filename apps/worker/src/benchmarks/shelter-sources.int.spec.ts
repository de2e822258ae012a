import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { sealBenchmark as seal } from '@scenario-lab/evaluation/seal';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScoreDesk } from '../desk.js';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { filesWith, tablesWith } from '../lifecycle/search.js';
import { sealBenchmark } from './seal-benchmark.js';
import { lendSources, moveSources, shelterSources, sweepAllRowFiles } from './shelter-sources.js';

const columns = [
  { name: 'k', type: 'string', role: 'id' },
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number', role: 'target' },
];
const split = { by: 'hash', column: 'k', sample: 0.2, validation: 0.2, hidden: 0.6 };
/** Stands in every target, after it the row's own number. */
const mark = '8675309';
const tableOf = (name: string, own = mark) =>
  `k,x,y\n${Array.from({ length: 400 }, (_, row) => `${name}${row},${(row * 37) / 100},${2 * row + ((row * 7919) % 101)}.${own}${String(row).padStart(3, '0')}1`).join('\n')}\n`;

let lab: Lab;
let desk: ScoreDesk;
beforeAll(async () => {
  lab = await openLab();
  desk = await lab.scoreDesk({ seal });
});
afterAll(() => lab.close());

const one = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows[0];

interface Given {
  datasetId?: string;
  status?: string;
  sample?: unknown[];
  /** The file as it came, where it is not the table itself. */
  source?: string;
}

async function version(accessMode: string, text: string, given: Given = {}) {
  const [datasetId, id] = [given.datasetId ?? newId(), newId()];
  const table = await desk.blobs.put(Buffer.from(text));
  const source = await desk.blobs.put(Buffer.from(given.source ?? text));
  if (!given.datasetId)
    await one(
      `INSERT INTO dataset (id, owner_id, status, card, access_mode) VALUES ($1, $2, 'listed', '{}', $3)`,
      [datasetId, lab.cast.department.organisationId, accessMode],
    );
  await one(
    `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, table_sha256, columns, split, sample)
     VALUES ($1, $2, $1::uuid::text, $3, 't.csv', 1, $4, $5, $6, $7, $8)`,
    [
      id,
      datasetId,
      given.status ?? 'ready',
      source.sha256,
      given.status === 'uploading' ? null : table.sha256,
      JSON.stringify(columns),
      JSON.stringify(split),
      JSON.stringify(given.sample ?? []),
    ],
  );
  return { id, datasetId, table: table.sha256, source: source.sha256 };
}

async function examOn(datasetVersionId: string): Promise<string> {
  const [id, benchmarkId] = [newId(), newId()];
  const { plan } = await one('SELECT plan FROM benchmark_version WHERE id = $1', [lab.benchmarkVersionId]);
  await one(`INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, '{}')`, [
    benchmarkId,
    lab.cast.department.organisationId,
  ]);
  await lab.db.asSystem(async (tx) => {
    await tx.query(
      `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan) VALUES ($1, $2, 1, $3, $4)`,
      [id, benchmarkId, datasetVersionId, JSON.stringify({ ...plan, datasetVersionId })],
    );
    await transition(tx, 'benchmark_version', id, 'create');
    await transition(tx, 'benchmark_version', id, 'seal');
  });
  return id;
}
const statusOf = async (id: string) =>
  (await one('SELECT status, problems FROM benchmark_version WHERE id = $1', [id])) as {
    status: string;
    problems: { code: string }[];
  };
const inBlobs = async (...digests: string[]) =>
  Promise.all(digests.map(async (sha256) => (await desk.blobs.stat(sha256)) !== null));
const inVault = async (...digests: string[]) =>
  Promise.all(digests.map(async (sha256) => (await desk.vault.stat(sha256)) !== null));

/** Marked targets in blobs, work places, spool and tables, as the execute side reads them. */
async function seenByExecute(own: string): Promise<string[]> {
  const { workDir } = await lab.executeDesk();
  const targets = new RegExp(`\\d+\\.${own}\\d{4}`, 'g');
  const found: string[] = [];
  for (const dir of [join(lab.folder, 'blobs'), join(lab.folder, 'spool'), workDir]) {
    await mkdir(dir, { recursive: true });
    for (const file of await filesWith(dir, own)) found.push(...String(await readFile(file)).match(targets)!);
  }
  expect((await tablesWith(lab.database.urls.execute, own)).hits).toEqual([]);
  return found;
}

it.each([
  ['open', '86753091'],
  ['on_request', '86753092'],
  ['sandbox_only', '86753093'],
])('leaves no target of %s data where programs are executed', async (mode, own) => {
  const text = tableOf(mode, own);
  const data = await version(mode, text, { source: `\ufeff${text}` });
  // Of one table in two versions the earlier is taken along, of an exam's data it is the same rows.
  const earlier = await version(mode, text, {
    datasetId: data.datasetId,
    source: text.replace('\n', '\r\n'),
  });
  const exam = await examOn(data.id);
  await sealBenchmark(desk, { thingId: exam });
  expect(await statusOf(exam)).toMatchObject({ status: 'open' });
  const all = [data.table, data.source, earlier.source];
  expect([await inBlobs(...all), await inVault(...all)]).toEqual([
    [false, false, false],
    [true, true, true],
  ]);
  // The sample of data that are given out, and the open rows, hold targets of other rows.
  const truth = await one(
    `SELECT vault_sha256 AS sha FROM truth WHERE benchmark_version_id = $1 AND split = 'hidden'`,
    [exam],
  );
  const hidden = new Set(
    String(await readFile(desk.vault.path(truth.sha))).match(new RegExp(`\\d+\\.${own}\\d{4}`, 'g')),
  );
  expect(hidden.size).toBeGreaterThan(150);
  const seen = await seenByExecute(own);
  expect(seen.length).toBeGreaterThan(100);
  expect(seen.filter((value) => hidden.has(value))).toEqual([]);
  expect(
    (await one('SELECT sealed_at FROM dataset_version WHERE id = $1', [data.id])).sealed_at,
  ).not.toBeNull();
});

it('never hides a row that was shown, of whichever version', async () => {
  const text = tableOf('shown');
  const lines = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const shown = (from: number) =>
    lines.slice(from, from + 8).map(([k, x, y]) => ({ k, x: Number(x), y: Number(y) }));
  const data = await version('open', text, { sample: shown(0) });
  await version('open', tableOf('other'), { datasetId: data.datasetId, sample: shown(200) });
  const exam = await examOn(data.id);
  const asked: Parameters<ScoreDesk['seal']>[0][] = [];
  const watching = await lab.scoreDesk({
    seal: (request) => {
      asked.push(request);
      return seal(request);
    },
  });
  await sealBenchmark(watching, { thingId: exam });
  const { status, problems } = await statusOf(exam);
  expect(status).toBe('open');
  expect(asked[0]!.shown).toHaveLength(16);
  expect(problems.map(({ code }) => code)).toContain('exposed_dropped');
  const { sha } = await one(
    `SELECT vault_sha256 AS sha FROM truth WHERE benchmark_version_id = $1 AND split = 'hidden'`,
    [exam],
  );
  let truth = '';
  for await (const chunk of await desk.vault.get(sha)) truth += String(chunk);
  for (const row of [...shown(0), ...shown(200)]) expect(truth).not.toContain(`,${row.y}\n`);
});

it('takes the source of an exam that was sealed before sources were moved, and what was told of it', async () => {
  const data = await version('open', tableOf('old'), { sample: [{ k: 'old1' }] });
  const exam = await examOn(data.id);
  await one(`UPDATE benchmark_version SET status = 'open' WHERE id = $1`, [exam]);
  await one(`INSERT INTO truth (benchmark_version_id, split, vault_sha256) VALUES ($1, 'hidden', 'a')`, [
    exam,
  ]);
  await one(
    `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body)
     VALUES ($1, 'open', 'all_rows', '{}'), ($1, 'owner', 'all_rows', '{}')`,
    [data.id],
  );
  expect(await shelterSources(desk)).toBe(1);
  expect([await inBlobs(data.source), await inVault(data.source)]).toEqual([[false], [true]]);
  expect(
    await one(
      `SELECT sealed_at IS NOT NULL AS sealed, sample,
         (SELECT array_agg(edition) FROM dataset_profile WHERE dataset_version_id = v.id) AS editions
       FROM dataset_version v WHERE id = $1`,
      [data.id],
    ),
  ).toEqual({ sealed: true, sample: [], editions: ['owner'] });
  expect(await shelterSources(desk)).toBe(0);
});

it('goes on where it was killed, between the vault and the blob store', async () => {
  const data = await version('on_request', tableOf('killed'));
  const exam = await examOn(data.id);
  const dying: ScoreDesk['blobs'] = Object.assign(Object.create(desk.blobs), {
    remove: () => Promise.reject(new Error('killed')),
  });
  for (const method of ['get', 'put', 'stat', 'list'] as const)
    Object.assign(dying, { [method]: desk.blobs[method].bind(desk.blobs) });
  await expect(sealBenchmark({ ...desk, blobs: dying }, { thingId: exam })).rejects.toThrow('killed');
  expect([await inBlobs(data.source), await inVault(data.source)]).toEqual([[true], [true]]);
  expect((await statusOf(exam)).status).toBe('sealing');
  await sealBenchmark(desk, { thingId: exam });
  expect([await inBlobs(data.source), await inVault(data.source)]).toEqual([[false], [true]]);
  expect((await statusOf(exam)).status).toBe('open');
});

it('lends what another dataset has to read and takes it back; what is a sample or an artifact, too, it leaves', async () => {
  const text = tableOf('lent');
  const data = await version('sandbox_only', text);
  const reading = await version('open', text, { status: 'uploading' });
  const exam = await examOn(data.id);
  await sealBenchmark(desk, { thingId: exam });
  // Still to be read: it stays for so long.
  expect(await inBlobs(data.source)).toEqual([true]);
  await one(`UPDATE dataset_version SET status = 'ready' WHERE id = $1`, [reading.id]);
  expect(await shelterSources(desk)).toBe(1);
  expect(await inBlobs(data.source)).toEqual([false]);
  expect(await lendSources(desk)).toBe(0);
  await one(`UPDATE dataset_version SET status = 'uploading' WHERE id = $1`, [reading.id]);
  expect(await lendSources(desk)).toBe(1);
  expect(await inBlobs(data.source)).toEqual([true]);
  expect(await shelterSources(desk)).toBe(0);
  await one(`UPDATE dataset_version SET status = 'ready' WHERE id = $1`, [reading.id]);
  await one('UPDATE benchmark_version SET sample_sha256 = $2 WHERE id = $1', [
    lab.benchmarkVersionId,
    data.source,
  ]);
  expect(await shelterSources(desk)).toBe(0);
  await one(`UPDATE benchmark_version SET sample_sha256 = NULL WHERE id = $1`, [lab.benchmarkVersionId]);
  expect(await shelterSources(desk)).toBe(1);
});

it('looks lately at what has just changed, and takes nothing away on the word of a damaged copy', async () => {
  const data = await version('open', tableOf('late'));
  const exam = await examOn(data.id);
  await sealBenchmark(desk, { thingId: exam });
  // Handed in again, without anything having become of a version.
  await desk.blobs.put(Buffer.from(tableOf('late')));
  expect(await shelterSources(desk, 'lately')).toBe(0);
  await lab.db.asSystem(async (tx) => {
    await tx.query(
      `INSERT INTO event (id, thing, thing_id, event) VALUES (gen_random_uuid(), 'dataset_version', $1, 'dataset_version.ready')`,
      [data.id],
    );
  });
  const copy = join(lab.folder, 'vault', 'objects', data.source.slice(0, 2), data.source);
  await chmod(copy, 0o600);
  await writeFile(copy, tableOf('late').replace('late1,', 'late2,'));
  await expect(moveSources(desk, data.datasetId)).rejects.toThrow(data.source);
  expect(await inBlobs(data.source)).toEqual([true]);
  await writeFile(copy, tableOf('late'));
  expect(await shelterSources(desk, 'lately')).toBe(1);
});

it('leaves no table behind that a version had before it was read again', async () => {
  const { id, table, source } = await version('open', tableOf('again'), { source: 'k;x;y\n' });
  await one(`UPDATE dataset_version SET status = 'uploading', table_sha256 = NULL WHERE id = $1`, [id]);
  expect(await sweepAllRowFiles(desk)).toBe(1);
  expect(await desk.blobs.stat(table)).toBeNull();
  expect(await desk.blobs.stat(source)).not.toBeNull();
  // Read the same way, it has the same table again, which stays.
  await desk.blobs.put(Buffer.from(tableOf('again')));
  await one(`UPDATE dataset_version SET status = 'ready', table_sha256 = $2 WHERE id = $1`, [id, table]);
  await one('UPDATE dataset_version SET files_sha256 = $2 WHERE id = $1', [id, table]);
  expect(await sweepAllRowFiles(desk)).toBe(0);
  expect(await desk.blobs.stat(table)).not.toBeNull();
});
