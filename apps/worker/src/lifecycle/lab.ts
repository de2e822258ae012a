import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute as executeOf } from '@scenario-lab/db/core/rows';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { reserveLook, reserveWallet } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import { writeOpenEdition } from '@scenario-lab/evaluation/open-edition';
import type { FullResult, PackExecution } from '@scenario-lab/evaluation/types';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import type { ExecuteDesk, Pace, ScoreDesk } from '../desk.js';
import type { Exam } from '../runs/exam.js';
import type { Marking } from '../runs/marking.js';
import { openSpool } from '../runs/spool.js';

/** What the lifecycle tests share: a database, a queue, rows to run, and desks whose exam is a function. */

export const quick: Pace = {
  heartbeat: 100,
  relay: 50,
  reconcile: 200,
  presence: 500,
  notices: 500,
  rollups: 500,
  stale: 300,
  rest: 400,
};
export const silent = pino({ level: 'silent' });

const root = {
  name: 'debian-12',
  source: 'debian-packages' as const,
  versions: {},
  digest: `sha256:${'0'.repeat(64)}`,
};

/** A sandbox that is only asked for its state: the exam is given. */
export const soundSandbox: Sandbox = {
  status: {
    available: true,
    level: 'hardened',
    cgroup: 'v2',
    runtimes: {},
    digest: 'sha256:0',
    root,
    slots: 2,
  },
  run: () => Promise.resolve({ kind: 'platform_fault', reason: 'unavailable', detail: 'none here' }),
  discard: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

export const executed = (predictions: string | null, over: Partial<PackExecution> = {}): PackExecution => ({
  kind: 'executed',
  outcome: 'ok',
  failedCase: null,
  resources: { cpuSeconds: 6, peakMemoryBytes: 50_000_000, wallSeconds: 7, executions: 1 },
  log: { stdout: 'out', stderr: '', truncated: false },
  level: 'hardened',
  runtimeRoot: root,
  predictions,
  defects: [],
  ...over,
});

/** An exam that answers at once with equal bytes each time. */
export const promptExam: Exam = async ({ place, onStarted }) => {
  await onStarted();
  return executed(await answerIn(place));
};

export async function answerIn(place: string): Promise<string> {
  const file = join(place, 'answers.bin');
  await writeFile(file, 'id,prediction\n1,2\n');
  return file;
}

export const plainResult: FullResult = {
  overall: 'pass',
  criteria: [],
  figures: [],
  plots: null,
  baseline: [],
  digest: 'a'.repeat(64),
};
export const promptMarking: Marking = async () => ({
  ok: true,
  result: plainResult,
  coarse: plainResult,
  answers: null,
});

export interface Lab {
  database: TestDatabase;
  /** As the score role, for arranging through the lab's own functions. */
  db: SystemDatabase;
  cast: Cast;
  folder: string;
  benchmarkVersionId: string;
  datasetId: string;
  submit(vendor?: Cast['vendor'], split?: string): Promise<string>;
  run(id: string): Promise<Record<string, unknown>>;
  executeDesk(over?: Partial<ExecuteDesk>): Promise<ExecuteDesk>;
  scoreDesk(over?: Partial<ScoreDesk>): Promise<ScoreDesk>;
  close(): Promise<void>;
}

const plan = {
  task: 'regression',
  datasetVersionId: newId(),
  target: 'y',
  features: ['x'],
  metrics: ['mae'],
  criteria: [],
  resamplingUnit: { kind: 'row' },
  limits: {
    cpuSeconds: 30,
    wallSeconds: 60,
    memoryBytes: 2 ** 30,
    processes: 64,
    tmpBytes: 2 ** 20,
    outBytes: 2 ** 20,
    logBytes: 2 ** 20,
  },
  baseline: 'mean',
};
export const task = {
  schema: 'scenario-lab/task/1',
  task: 'regression',
  id: 'id',
  inputs: 'inputs.csv',
  columns: [{ name: 'x', type: 'number' }],
  target: { name: 'y', type: 'number' },
  output: { file: 'predictions.csv', columns: ['id', 'prediction'] },
};
const held = 10;

export async function openLab(): Promise<Lab> {
  const database = await testDatabase();
  const { owner } = database;
  const db = await openSystemDatabase(database.urls.score, 'test');
  const cast = await makeCast(owner);
  const folder = await mkdtemp(join(tmpdir(), 'lab-worker-'));
  const opened: SystemDatabase[] = [db];
  const ids = { dataset: newId(), table: newId(), benchmark: newId(), version: newId() };
  const sha = createHash('sha256').update('x').digest('hex');
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    const values = Object.values(row).map((value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value,
    );
    return owner.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      values,
    );
  };
  const owned = { owner_id: cast.department.organisationId };
  await insert('dataset', {
    id: ids.dataset,
    ...owned,
    status: 'listed',
    card: {},
    access_mode: 'on_request',
  });
  await insert('dataset_version', {
    id: ids.table,
    dataset_id: ids.dataset,
    label: '1',
    status: 'ready',
    file_name: 't.csv',
    bytes: 1,
    sha256: sha,
    columns: '[]',
    split: {},
  });
  await insert('benchmark', { id: ids.benchmark, ...owned, title: { en: 'Test' } });
  await insert('benchmark_version', {
    id: ids.version,
    benchmark_id: ids.benchmark,
    number: 1,
    status: 'open',
    dataset_version_id: ids.table,
    plan: { ...plan, datasetVersionId: ids.table },
    task,
    hidden_digest: sha,
  });
  for (const split of ['sample', 'hidden']) {
    const of = { benchmark_version_id: ids.version, split };
    await insert('pack', { ...of, sha256: sha, rows: 100, executions: 1 });
    await insert('truth', { ...of, vault_sha256: sha });
  }
  const versions = new Map<string, string>();
  for (const vendor of [cast.vendor, cast.otherVendor]) {
    const algorithm = newId();
    const version = newId();
    versions.set(vendor.organisationId, version);
    await insert('access_grant', {
      id: newId(),
      status: 'active',
      dataset_id: ids.dataset,
      organisation_id: vendor.organisationId,
      expires: '2999-01-01',
    });
    await insert('algorithm', {
      id: algorithm,
      owner_id: vendor.organisationId,
      task: 'regression',
      status: 'listed',
      card: {},
    });
    await insert('algorithm_version', {
      id: version,
      algorithm_id: algorithm,
      label: '1',
      status: 'ready',
      kind: 'wasm',
      file_name: 'a.wasm',
      bytes: 1,
      sha256: sha,
      sockets: {},
    });
  }
  const blobs = await FilesystemStore.open({ dir: join(folder, 'blobs') });
  const vault = await FilesystemStore.open({ dir: join(folder, 'vault') });
  await vault.put(Buffer.from('x'));
  const spool = openSpool(join(folder, 'spool'), {});
  await mkdir(join(folder, 'spool'));
  const base = async (url: string, name: string) => {
    const own = await openSystemDatabase(url, name);
    opened.push(own);
    return { workerId: name, db: own, log: silent, pace: quick, ending: new AbortController().signal };
  };
  return {
    database,
    db,
    cast,
    folder,
    benchmarkVersionId: ids.version,
    datasetId: ids.dataset,
    submit: (vendor = cast.vendor, split = 'hidden') =>
      db.asSystem(async (tx) => {
        const id = newId();
        await executeOf(
          tx,
          `INSERT INTO run (id, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, held)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            id,
            split,
            versions.get(vendor.organisationId),
            ids.version,
            vendor.organisationId,
            vendor.personId,
            held,
          ],
        );
        if (split === 'hidden') {
          // Each at rows of its own: what these tests leave uncharged is nobody's account.
          const look = { runId: id, controlGroup: vendor.organisationId, hiddenDigest: id, of: 1_000 };
          await reserveLook(tx, look);
        }
        await reserveWallet(tx, vendor.organisationId, id, held);
        await transition(tx, 'run', id, 'submit', { deliver: ['execute-run'] });
        return id;
      }),
    run: async (id) => (await owner.query('SELECT * FROM run WHERE id = $1', [id])).rows[0],
    executeDesk: async (over = {}) => ({
      ...(await base(database.urls.execute, over.workerId ?? 'execute-1')),
      blobs,
      spool,
      sandbox: soundSandbox,
      workDir: join(folder, 'work'),
      host: 'host-1',
      exam: promptExam,
      busy: { count: 0 },
      rest: { until: 0 },
      ...over,
    }),
    scoreDesk: async (over = {}) => ({
      ...(await base(database.urls.score, over.workerId ?? 'score-1')),
      blobs,
      spool,
      vault,
      vaultDir: join(folder, 'vault'),
      mark: promptMarking,
      compare: async () => [],
      seal: async () => ({ sealed: false, problems: [] }),
      edition: writeOpenEdition,
      ...over,
    }),
    close: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition of the database; errors with what was there last. */
export async function until<T>(
  look: () => Promise<T>,
  fits: (seen: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (performance.now() > end) throw new Error(`waited in vain, last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
