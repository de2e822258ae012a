import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { sealBenchmark as seal } from '@scenario-lab/evaluation/seal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreDesk } from '../desk.js';
import { type Lab, openLab } from '../lifecycle/lab.js';
import type { Queues, Wake } from '../queue/queues.js';
import { wakeWaiting } from '../reconciler/waiting.js';
import { prepareDownload } from './prepare-download.js';
import { sealBenchmark } from './seal-benchmark.js';
import { keysOf } from './secrets.js';
import { sweepAllRowFiles } from './shelter-sources.js';

const rows = 300;
const table = `k,phone,x,y\n${Array.from({ length: rows }, (_, row) => `key${row},1380013${8000 + row},${(row * 37) / 100},${(row * 7919) % 1009}`).join('\n')}\n`;
const columns = [
  { name: 'k', type: 'string', role: 'id' },
  { name: 'phone', type: 'string', role: 'ignored', sensitivity: 'personal' },
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number', role: 'target' },
];
const split = { by: 'hash', column: 'k', sample: 0.3, validation: 0.3, hidden: 0.4 };

describe('what may be downloaded of a version', () => {
  let lab: Lab;
  let desk: ScoreDesk;
  beforeAll(async () => {
    lab = await openLab();
    desk = await lab.scoreDesk({ seal });
  });
  afterAll(() => lab.close());

  const sql = async (query: string, values: unknown[] = []) =>
    (await lab.database.owner.query(query, values)).rows;
  const ready = async (accessMode: string, datasetId = newId()) => {
    const id = newId();
    const { sha256 } = await desk.blobs.put(Buffer.from(table));
    await sql(
      `INSERT INTO dataset (id, owner_id, status, card, access_mode) VALUES ($1, $2, 'listed', '{}', $3) ON CONFLICT DO NOTHING`,
      [datasetId, lab.cast.department.organisationId, accessMode],
    );
    await sql(
      `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, table_sha256, columns, split, rows)
       VALUES ($1, $2, 'ready', '1', 't.csv', 1, $3, $3, $4, $5, 300)`,
      [id, datasetId, sha256, JSON.stringify(columns), JSON.stringify(split)],
    );
    return { id, datasetId };
  };
  const download = async (id: string) =>
    (await sql('SELECT * FROM dataset_download WHERE dataset_version_id = $1', [id]))[0];
  const contents = async (id: string) => {
    const { jsonl_sha256, csv_sha256 } = await download(id);
    const jsonl = await text(await desk.blobs.get(jsonl_sha256));
    return {
      keys: jsonl
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).k as string),
      whole: jsonl + (await text(await desk.blobs.get(csv_sha256))),
    };
  };
  const sealed = async (datasetVersionId: string) => {
    const [benchmarkId, id] = [newId(), newId()];
    const [{ plan }] = await sql('SELECT plan FROM benchmark_version WHERE id = $1', [
      lab.benchmarkVersionId,
    ]);
    await lab.db.asSystem(async (tx) => {
      await tx.query(`INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, '{}')`, [
        benchmarkId,
        lab.cast.department.organisationId,
      ]);
      await tx.query(
        `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan) VALUES ($1, $2, 1, $3, $4)`,
        [id, benchmarkId, datasetVersionId, JSON.stringify({ ...plan, datasetVersionId })],
      );
      await transition(tx, 'benchmark_version', id, 'create');
      await transition(tx, 'benchmark_version', id, 'seal');
    });
    await sealBenchmark(desk, { thingId: id });
    const [version] = await sql('SELECT status, truth_public FROM benchmark_version WHERE id = $1', [id]);
    expect(version.status).toBe('open');
    return { id, truthPublic: version.truth_public as boolean };
  };
  const hiddenKeys = async (benchmarkVersionId: string) => {
    const [truth] = await sql(
      `SELECT vault_sha256 FROM truth WHERE benchmark_version_id = $1 AND split = 'hidden'`,
      [benchmarkVersionId],
    );
    const [header = '', ...lines] = (await text(await desk.vault.get(truth.vault_sha256)))
      .trimEnd()
      .split('\n');
    const at = header.split(',').indexOf('row');
    // Row 1 is the first below the header.
    return lines.map((line) => `key${Number(line.split(',')[at]) - 1}`);
  };

  it.each(['open', 'on_request'])('is without hidden rows as soon as an exam is sealed: %s', async (mode) => {
    const { id, datasetId } = await ready(mode);
    await prepareDownload(desk, { thingId: id });
    const before = await download(id);
    expect(before).toMatchObject({ rows, whole: true });
    const exam = await sealed(id);
    // What held hidden rows went in the same transaction; it is written anew by a job that stands in the outbox.
    expect(await download(id)).toBeUndefined();
    // Its files, too: who runs programs reads the blob store.
    for (const sha256 of [before.csv_sha256, before.jsonl_sha256])
      expect(await desk.blobs.stat(sha256)).toBeNull();
    expect(
      await sql(`SELECT 1 FROM delivery WHERE job = 'prepare-download' AND thing_id = $1`, [id]),
    ).toHaveLength(1);
    await prepareDownload(desk, { thingId: id });
    const hidden = await hiddenKeys(exam.id);
    expect(hidden.length).toBeGreaterThan(80);
    const { keys, whole } = await contents(id);
    expect(keys.filter((key) => hidden.includes(key))).toEqual([]);
    expect(hidden.filter((key) => whole.includes(`"${key}"`) || whole.includes(`\n${key},`))).toEqual([]);
    expect(keys.length + hidden.length).toBe(rows);
    expect(whole).not.toContain('1380013');

    // A later version of the same data, or the same version put back, does not bring them out again.
    const later = await ready(mode, datasetId);
    await prepareDownload(desk, { thingId: later.id });
    expect((await contents(later.id)).keys.filter((key) => hidden.includes(key))).toEqual([]);
    expect((await keysOf(desk.vaultDir, 'closed', datasetId)).size).toBeGreaterThanOrEqual(hidden.length);
  });

  it('is written of data to be computed on only, for data jobs alone: a visitor’s role does not even see its size', async () => {
    const { id } = await ready('sandbox_only');
    await prepareDownload(desk, { thingId: id });
    expect(await download(id)).toMatchObject({ rows: 300 });
    const seen = await lab.database.owner.query(
      `BEGIN; SET LOCAL ROLE lab_public; SELECT rows FROM dataset_download WHERE dataset_version_id = '${id}'; ROLLBACK`,
    );
    const answers = seen as unknown as { rows: unknown[] }[];
    expect(answers[2]?.rows).toEqual([]);
    await sql('DELETE FROM dataset_download WHERE dataset_version_id = $1', [id]);
    await sweepAllRowFiles(desk);
  });

  it('is nothing of a version that is being read again', async () => {
    const open = await ready('open');
    await prepareDownload(
      {
        ...desk,
        edition: async (request) => {
          await sql(`UPDATE dataset_version SET status = 'uploading', table_sha256 = NULL WHERE id = $1`, [
            open.id,
          ]);
          return desk.edition(request);
        },
      },
      { thingId: open.id },
    );
    expect(await download(open.id)).toBeUndefined();
    // What was written in vain lies about no longer than until the next look; the table is that of other versions, too.
    const written = await sql('SELECT sha256 FROM row_file WHERE dataset_id = $1', [open.datasetId]);
    const { sha256: source } = await desk.blobs.put(Buffer.from(table));
    expect(written.map(({ sha256 }) => sha256)).toContain(source);
    expect(await sweepAllRowFiles(desk)).toBe(3);
    const left = await Promise.all(
      written.map(async ({ sha256 }) => (await desk.blobs.stat(sha256)) && sha256),
    );
    expect(left.filter(Boolean)).toEqual([source]);
    expect(await sweepAllRowFiles(desk)).toBe(0);
  });

  it('is prepared when the wake-up was lost', async () => {
    const { id } = await ready('open');
    await sql(
      `INSERT INTO event (id, thing, thing_id, event, at) VALUES ($1, 'dataset_version', $2, 'dataset_version.ready', now() - interval '1 hour')`,
      [newId(), id],
    );
    const woken: Wake[] = [];
    const queues = {
      waiting: async () => 0,
      wake: async (wakes: readonly Wake[]) => void woken.push(...wakes),
    };
    await wakeWaiting(lab.db, queues as unknown as Queues, 60_000);
    expect(woken.filter(({ thingId }) => thingId === id).map(({ job }) => job)).toEqual(['prepare-download']);
  });

  it('an exam whose hidden rows somebody had taken before says that its truth is public', async () => {
    const use = (id: string, datasetId: string, organisationId: string) =>
      sql(
        `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, kind, format) VALUES ($1, $2, $3, $4, 'download', 'csv')`,
        [newId(), datasetId, id, organisationId],
      );
    const quiet = await ready('open');
    await use(quiet.id, quiet.datasetId, lab.cast.department.organisationId);
    expect((await sealed(quiet.id)).truthPublic).toBe(false);
    // Taken after the sealing: the same rows hidden once more were not in it.
    await use(quiet.id, quiet.datasetId, lab.cast.vendor.organisationId);
    expect((await sealed(quiet.id)).truthPublic).toBe(false);
    const taken = await ready('open');
    await use(taken.id, taken.datasetId, lab.cast.vendor.organisationId);
    expect((await sealed(taken.id)).truthPublic).toBe(true);
  });

  it('leaves no copy of the table behind', async () => {
    const { id } = await ready('open');
    await prepareDownload(desk, { thingId: id });
    await expect(readFile(`${desk.vaultDir}/downloads/${id}/table.csv`)).rejects.toThrow('ENOENT');
  });
});
