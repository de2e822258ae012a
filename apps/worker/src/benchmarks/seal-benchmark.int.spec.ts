import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { sealBenchmark as seal } from '@scenario-lab/evaluation/seal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreDesk } from '../desk.js';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { sealBenchmark } from './seal-benchmark.js';

const table = `k,x,y\n${Array.from({ length: 400 }, (_, row) => `key${row},${(row * 37) / 100},${2 * row + ((row * 7919) % 101)}`).join('\n')}\n`;
const columns = [
  { name: 'k', type: 'string', role: 'id' },
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number', role: 'target' },
];
const split = { by: 'hash', column: 'k', sample: 0.2, validation: 0.2, hidden: 0.6 };

describe('sealBenchmark', () => {
  let lab: Lab;
  let desk: ScoreDesk;
  let benchmarkId: string;

  beforeAll(async () => {
    lab = await openLab();
    desk = await lab.scoreDesk({ seal });
    benchmarkId = newId();
    await lab.database.owner.query(`INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, '{}')`, [
      benchmarkId,
      lab.cast.department.organisationId,
    ]);
  });
  afterAll(() => lab.close());

  const dataset = async (accessMode: string, text: string): Promise<string> => {
    const [datasetId, versionId] = [newId(), newId()];
    const { sha256 } = await desk.blobs.put(Buffer.from(text));
    await lab.database.owner.query(
      `INSERT INTO dataset (id, owner_id, status, card, access_mode) VALUES ($1, $2, 'listed', '{}', $3)`,
      [datasetId, lab.cast.department.organisationId, accessMode],
    );
    await lab.database.owner.query(
      `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, table_sha256, columns, split)
       VALUES ($1, $2, '1', 'ready', 't.csv', 1, $3, $3, $4, $5)`,
      [versionId, datasetId, sha256, JSON.stringify(columns), JSON.stringify(split)],
    );
    return versionId;
  };

  /** What outsiders would be told, as an earlier profile left it. */
  const tell = (versionId: string) =>
    lab.database.owner.query(
      `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body) VALUES ($1, 'open', 'all_rows', '{}')`,
      [versionId],
    );
  const told = async (versionId: string) => {
    const { rows } = await lab.database.owner.query(
      `SELECT v.open_rows, (SELECT count(*)::int FROM dataset_profile p WHERE p.dataset_version_id = v.id) AS profiles
       FROM dataset_version v WHERE v.id = $1`,
      [versionId],
    );
    return rows[0] as { open_rows: Record<string, unknown> | null; profiles: number };
  };
  const woken = async (id: string) =>
    (
      await lab.database.owner.query(`SELECT job FROM delivery WHERE thing_id = $1 ORDER BY created_at`, [id])
    ).rows.map(({ job }) => job as string);

  const version = async (number: number, datasetVersionId: string, over = {}): Promise<string> => {
    const id = newId();
    const [{ plan }] = (
      await lab.database.owner.query('SELECT plan FROM benchmark_version WHERE id = $1', [
        lab.benchmarkVersionId,
      ])
    ).rows;
    await lab.db.asSystem(async (tx) => {
      await tx.query(
        `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan) VALUES ($1, $2, $3, $4, $5)`,
        [id, benchmarkId, number, datasetVersionId, JSON.stringify({ ...plan, datasetVersionId, ...over })],
      );
      await transition(tx, 'benchmark_version', id, 'create');
      await transition(tx, 'benchmark_version', id, 'seal');
    });
    return id;
  };
  const row = async (id: string) =>
    (await lab.database.owner.query('SELECT * FROM benchmark_version WHERE id = $1', [id])).rows[0];

  const idOf = async (number: number): Promise<string> =>
    (
      await lab.database.owner.query(
        'SELECT id FROM benchmark_version WHERE benchmark_id = $1 AND number = $2',
        [benchmarkId, number],
      )
    ).rows[0].id;

  it('opens a version, and a second one of data whose source lies in the vault by then', async () => {
    const data = await dataset('sandbox_only', table);
    const first = await version(1, data);
    // Twice at once: one does it, the other finds somebody at it.
    await Promise.all([1, 2].map(() => sealBenchmark(desk, { thingId: first })));
    const second = await version(2, data);
    await sealBenchmark(desk, { thingId: second });
    const [one, two] = [await row(first), await row(second)];
    expect([one.status, two.status]).toEqual(['open', 'open']);
    // The same hidden rows, so looks are counted together; ids and order drawn anew.
    expect(two.hidden_digest).toBe(one.hidden_digest);
    expect(two.digest).not.toBe(one.digest);
    const { rows: packs } = await lab.database.owner.query(
      'SELECT split, rows FROM pack WHERE benchmark_version_id = $1 ORDER BY split',
      [first],
    );
    expect(packs.map((pack) => pack.split)).toEqual(['hidden', 'sample', 'validation']);
    const list = await lab.database.owner.query(
      'SELECT rows, csv FROM exam_rows WHERE benchmark_version_id = $1',
      [first],
    );
    const lines = gunzipSync(list.rows[0].csv).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(list.rows[0].rows + 1);
    expect(lines.length).toBe(
      1 + packs.reduce((sum, pack) => sum + (pack.split === 'sample' ? 0 : pack.rows), 0),
    );
    expect(packs.reduce((sum, pack) => sum + pack.rows, 0)).toBe(400);
    expect((await stat(join(lab.folder, 'vault', 'secret'))).mode & 0o777).toBe(0o400);
  });

  it('sends a plan back that cannot be sealed, and says where', async () => {
    const broken = await version(4, await dataset('open', table), { target: 'z' });
    await sealBenchmark(desk, { thingId: broken });
    const { status, problems } = await row(broken);
    expect(status).toBe('draft');
    expect(problems).toContainEqual(expect.objectContaining({ code: 'target_missing', place: 'z' }));
  });

  it('finds nothing to do for what is not there or not waiting', async () => {
    await sealBenchmark(desk, { thingId: newId() });
    await sealBenchmark(desk, { thingId: lab.benchmarkVersionId });
    expect((await row(lab.benchmarkVersionId)).status).toBe('open');
  });

  const keysIn = async (list: string, number: number) => {
    const [{ dataset_id: id }] = (
      await lab.database.owner.query(
        `SELECT v.dataset_id FROM dataset_version v JOIN benchmark_version b ON b.dataset_version_id = v.id WHERE b.number = $1`,
        [number],
      )
    ).rows;
    const text = await readFile(join(lab.folder, 'vault', list, `${id}.txt`), 'utf8').catch(() => '');
    return new Set(text.split('\n').filter(Boolean));
  };

  it('keeps the keys of rows it gave out and of those it hid', async () => {
    const asked = await version(5, await dataset('on_request', table));
    await sealBenchmark(desk, { thingId: asked });
    expect((await row(asked)).twin).toBeNull();
    expect((await keysIn('exposed', 5)).size).toBeGreaterThan(40);
    expect((await keysIn('hidden', 5)).size).toBeGreaterThan(150);
  });

  it('gives no row of data to be computed on only out with a sample, unless their owner has released it', async () => {
    expect((await row(await idOf(2))).twin).toEqual({
      method: 'clipped-marginals/1',
      seed: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(await keysIn('exposed', 2)).toEqual(new Set());
    const data = await dataset('sandbox_only', table.replaceAll('key', 'released'));
    await lab.database.owner.query('UPDATE dataset_version SET releases_sample = true WHERE id = $1', [data]);
    const released = await version(6, data);
    await sealBenchmark(desk, { thingId: released });
    expect((await row(released)).twin).toBeNull();
    expect((await keysIn('exposed', 6)).size).toBeGreaterThan(40);
  });

  it('withdraws what was told of all rows, leaves the open ones for their profile, and that once', async () => {
    for (const [number, mode] of [
      [7, 'on_request'],
      [8, 'sandbox_only'],
      [9, 'open'],
    ] as const) {
      const data = await dataset(mode, table.replaceAll('key', mode));
      await tell(data);
      const first = await version(number, data);
      await sealBenchmark(desk, { thingId: first });
      const left = await told(data);
      expect(left).toMatchObject({ profiles: 0, open_rows: { duplicates: 0, spool: first } });
      expect(left.open_rows!.rows).toBeGreaterThan(100);
      expect(await woken(first)).toContain('profile-open-rows');
      const file = await desk.spool.path(first, String(left.open_rows!.sha256));
      expect((await readFile(file, 'utf8')).split('\n').length).toBe(Number(left.open_rows!.rows) + 2);
      // The profile is there; a second version hides the same rows.
      await lab.database.owner.query(
        `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body, table_sha256) VALUES ($1, 'open', 'open_rows', '{}', $2)`,
        [data, left.open_rows!.sha256],
      );
      const second = await version(number + 10, data);
      await sealBenchmark(desk, { thingId: second });
      expect(await told(data)).toEqual({ ...left, profiles: 1 });
      expect(await woken(second)).not.toContain('profile-open-rows');
    }
  });

  it('tells nothing of open rows that are too few', async () => {
    const data = await dataset('sandbox_only', table.replaceAll('key', 'few'));
    await lab.database.owner.query('UPDATE dataset_version SET split = $2 WHERE id = $1', [
      data,
      JSON.stringify({ ...split, sample: 0.05, validation: 0.05, hidden: 0.9 }),
    ]);
    await tell(data);
    const few = await version(11, data);
    await sealBenchmark(desk, { thingId: few });
    expect(await told(data)).toEqual({ profiles: 0, open_rows: null });
    expect(await woken(few)).not.toContain('profile-open-rows');
  });
});
