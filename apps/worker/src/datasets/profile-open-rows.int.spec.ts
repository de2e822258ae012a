import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { sealBenchmark as seal } from '@scenario-lab/evaluation/seal';
import type { Sandbox, SandboxRequest, SandboxResult } from '@scenario-lab/sandbox/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealBenchmark } from '../benchmarks/seal-benchmark.js';
import type { ExecuteDesk, ScoreDesk } from '../desk.js';
import { type Lab, openLab, soundSandbox } from '../lifecycle/lab.js';
import type { Queues, Wake } from '../queue/queues.js';
import { wakeWaiting } from '../reconciler/waiting.js';
import { sweepSpool } from '../runs/sweep-spool.js';
import { profileDataset } from './profile-dataset.js';
import { profileOpenRows } from './profile-open-rows.js';

const rows = 300;
const table = `k,phone,x,y\n${Array.from({ length: rows }, (_, row) => `key${row},,${(row * 37) / 100},${(row * 7919) % 1009}`).join('\n')}\n`;
const columns = [
  { name: 'k', type: 'string', role: 'id' },
  { name: 'phone', type: 'string', role: 'ignored' },
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number', role: 'target' },
];
const split = { by: 'hash', column: 'k', sample: 0.3, validation: 0.3, hidden: 0.4 };

/** A tool that counts lines; what else stands in its report is the same each time. */
function counting(
  folder: string,
  personal: Record<string, number> = {},
): { sandbox: Sandbox; runs: number[] } {
  const runs: number[] = [];
  const run = async ({ inputDir }: SandboxRequest): Promise<SandboxResult> => {
    const text = await readFile(join(inputDir, 'table'), 'utf8');
    const [header = '', ...lines] = text.trimEnd().split('\n');
    runs.push(lines.length);
    const blank = {
      min: null,
      max: null,
      mean: null,
      deviation: null,
      quantiles: [],
      histogram: [],
      top: [],
    };
    const found = header.split(',').map((name) => ({
      ...blank,
      name,
      type: name === 'k' || name === 'phone' ? 'string' : 'number',
      count: lines.length,
      nulls: 0,
      distinct: 1,
      personal: name === 'phone' ? personal : {},
    }));
    const report = {
      ok: true,
      rows: lines.length,
      duplicates: 0,
      files: 0,
      timeCoverage: null,
      columns: found,
      readAs: {
        format: 'csv',
        encoding: 'utf-8',
        sure: true,
        delimiter: ',',
        zone: 'Asia/Shanghai',
        columns: [],
        notes: [],
      },
    };
    const outputs = await Promise.all(
      [
        ['profile.json', JSON.stringify(report)],
        ['table.csv', text],
      ].map(async ([name, content]) => {
        const path = join(folder, `${newId()}-${name}`);
        await writeFile(path, content!);
        return { name: name!, path, bytes: content!.length };
      }),
    );
    return { kind: 'finished', outcome: 'ok', outputs } as unknown as SandboxResult;
  };
  return { sandbox: { ...soundSandbox, run }, runs };
}

describe('profiles', () => {
  let lab: Lab;
  let score: ScoreDesk;
  beforeAll(async () => {
    lab = await openLab();
    score = await lab.scoreDesk({ seal });
  });
  afterAll(() => lab.close());

  const uploaded = async (accessMode: string, text = table) => {
    const [datasetId, id] = [newId(), newId()];
    const { sha256 } = await score.blobs.put(Buffer.from(text));
    await lab.database.owner.query(
      `INSERT INTO dataset (id, owner_id, status, card, access_mode) VALUES ($1, $2, 'listed', '{}', $3)`,
      [datasetId, lab.cast.department.organisationId, accessMode],
    );
    await lab.database.owner.query(
      `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split)
       VALUES ($1, $2, '1', 't.csv', 1, $3, $4, $5)`,
      [id, datasetId, sha256, JSON.stringify(columns), JSON.stringify(split)],
    );
    await lab.db.asSystem((tx) => transition(tx, 'dataset_version', id, 'upload'));
    return id;
  };
  const version = async (id: string) =>
    (await lab.database.owner.query('SELECT * FROM dataset_version WHERE id = $1', [id])).rows[0];
  const editions = async (id: string) =>
    (
      await lab.database.owner.query(
        `SELECT edition, counts, body->'rows' AS rows, table_sha256 FROM dataset_profile
         WHERE dataset_version_id = $1 ORDER BY edition DESC`,
        [id],
      )
    ).rows;
  const sealed = async (datasetVersionId: string): Promise<string> => {
    const [benchmarkId, id] = [newId(), newId()];
    const [{ plan }] = (
      await lab.database.owner.query('SELECT plan FROM benchmark_version WHERE id = $1', [
        lab.benchmarkVersionId,
      ])
    ).rows;
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
    await sealBenchmark(score, { thingId: id });
    return id;
  };

  it('are one for owner and lab, and one for everybody else as the access mode allows', async () => {
    const { sandbox } = counting(lab.folder);
    const desk = await lab.executeDesk({ sandbox });
    const all = { counts: 'all_rows', rows, table_sha256: null };
    for (const [mode, told] of [
      ['open', [{ edition: 'open', ...all }]],
      ['on_request', [{ edition: 'open', ...all }]],
      ['sandbox_only', []],
    ] as const) {
      const id = await uploaded(mode);
      await profileDataset(desk, { thingId: id });
      expect(await editions(id)).toEqual([{ edition: 'owner', ...all }, ...told]);
    }
  });

  it('refuse personal data in what everybody may read, in a later version too, and name the column', async () => {
    const desk: ExecuteDesk = await lab.executeDesk(counting(lab.folder, { mobile: 3 }));
    const open = await uploaded('open');
    await profileDataset(desk, { thingId: open });
    expect(await version(open)).toMatchObject({
      status: 'refused',
      table_sha256: null,
      sample: [],
      problems: [{ code: 'personal_data', place: 'phone', detail: 'mobile: 3' }],
    });
    expect((await editions(open)).map(({ edition }) => edition)).toEqual(['owner']);
    const closed = await uploaded('sandbox_only');
    await profileDataset(desk, { thingId: closed });
    expect((await version(closed)).status).toBe('ready');
  });

  it('count open rows alone once a version is sealed, whatever breaks off on the way, and once', async () => {
    const tool = counting(lab.folder);
    const desk = await lab.executeDesk(tool);
    const id = await uploaded('sandbox_only', table.replaceAll('key', 'chain'));
    await profileDataset(desk, { thingId: id });
    const exam = await sealed(id);
    const { open_rows: open } = await version(id);
    expect(await editions(id)).toMatchObject([{ edition: 'owner', rows }]);

    // The tool dies with its worker: nothing is told, nothing is lost, and the reconciler wakes it again.
    const dying = await lab.executeDesk({ sandbox: soundSandbox });
    await expect(profileOpenRows(dying, { thingId: exam })).rejects.toThrow('unavailable');
    const woken: Wake[] = [];
    const queues = {
      waiting: async () => 0,
      wake: async (wakes: readonly Wake[]) => void woken.push(...wakes),
    } as unknown as Queues;
    await sweepSpool(lab.db, join(lab.folder, 'spool'));
    // Half a minute after it failed.
    await lab.database.owner.query(`UPDATE job_try SET tried_at = now() - interval '31 seconds'`);
    await wakeWaiting(lab.db, queues, 0);
    expect(woken).toContainEqual(expect.objectContaining({ job: 'profile-open-rows', thingId: exam }));

    await Promise.all([1, 2].map(() => profileOpenRows(desk, { thingId: exam })));
    await profileOpenRows(desk, { thingId: exam });
    expect(tool.runs).toEqual([rows, open.rows]);
    expect(open.rows).toBeLessThan(rows * 0.75);
    expect(await editions(id)).toMatchObject([
      { edition: 'owner', counts: 'all_rows', rows },
      { edition: 'open', counts: 'open_rows', rows: open.rows, table_sha256: open.sha256 },
    ]);
    expect(await readdir(join(lab.folder, 'spool'))).not.toContain(exam);
    woken.length = 0;
    await wakeWaiting(lab.db, queues, 0);
    expect(woken.map(({ thingId }) => thingId)).not.toContain(exam);
  });
});
