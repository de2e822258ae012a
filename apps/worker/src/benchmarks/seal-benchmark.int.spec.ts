import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
    expect(packs.reduce((sum, pack) => sum + pack.rows, 0)).toBe(400);
    expect((await stat(join(lab.folder, 'vault', 'secret'))).mode & 0o777).toBe(0o400);
  });

  it('leaves a source in place that another dataset shows', async () => {
    const text = table.replaceAll('key', 'shared');
    await dataset('open', text);
    const closed = await version(3, await dataset('sandbox_only', text));
    await sealBenchmark(desk, { thingId: closed });
    const [{ sha256 }] = (
      await lab.database.owner.query(
        'SELECT v.sha256 FROM dataset_version v JOIN benchmark_version b ON b.dataset_version_id = v.id WHERE b.id = $1',
        [closed],
      )
    ).rows;
    expect((await row(closed)).status).toBe('open');
    expect(await desk.blobs.stat(sha256)).not.toBeNull();
    expect(await desk.vault.stat(sha256)).not.toBeNull();
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

  it('keeps the keys of rows it gave out', async () => {
    await mkdir(join(lab.folder, 'vault', 'exposed'), { recursive: true });
    const [{ dataset_id: id }] = (
      await lab.database.owner.query(
        `SELECT v.dataset_id FROM dataset_version v JOIN benchmark_version b ON b.dataset_version_id = v.id WHERE b.number = 2`,
      )
    ).rows;
    const keys = (await readFile(join(lab.folder, 'vault', 'exposed', `${id}.txt`), 'utf8'))
      .trim()
      .split('\n');
    expect(new Set(keys).size).toBeGreaterThan(40);
  });
});
