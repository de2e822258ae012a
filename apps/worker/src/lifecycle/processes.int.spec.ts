import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './lab.js';

const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist');

interface Process {
  child: ChildProcess;
  words(): string;
  ended: Promise<number | null>;
}

describe('the worker as a process', () => {
  let database: TestDatabase;
  let folder: string;
  const started: Process[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'lab-process-'));
    await database.owner.query('DROP SCHEMA queue CASCADE');
  });
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (file: string, env: Record<string, string>): Process => {
    const child = spawn(process.execPath, [join(compiled, file)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        words += chunk.toString('utf8');
      });
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    const one = { child, words: () => words, ended };
    started.push(one);
    return one;
  };
  const shared = () => ({ BLOBS_DIR: join(folder, 'blobs'), SPOOL_DIR: join(folder, 'spool') });
  const desk = (id: string, more: Record<string, string> = {}) =>
    start('main.js', {
      ...more,
      ...shared(),
      WORKER_ID: id,
      WORKER_ROLES: 'score,jobs',
      DATABASE_URL: database.urls.score,
      VAULT_DIR: join(folder, 'vault'),
      KEY_DIR: join(folder, 'keys'),
    });
  const ready = (one: Process) =>
    until(
      async () => one.words(),
      (words) => words.includes('"ready"'),
      30_000,
    );

  it('does not begin where programs would run beside the vault', async () => {
    const worker = start('main.js', {
      ...shared(),
      WORKER_ROLES: 'execute',
      DATABASE_URL: database.urls.execute,
      WORK_DIR: join(folder, 'work'),
      VAULT_DIR: join(folder, 'vault'),
    });
    expect(await worker.ended).not.toBe(0);
    expect(worker.words()).toContain('VAULT_DIR: must not be known');
  });

  it('does not begin on a queue without tables, which would spin', async () => {
    const worker = desk('early');
    expect(await worker.ended).not.toBe(0);
    expect(worker.words()).toContain('queue');
  });

  it('makes the tables of the queue, twice without harm', async () => {
    for (let time = 0; time < 2; time += 1) {
      const migration = start('migrate-queue.js', { OWNER_DATABASE_URL: database.urls.owner });
      expect([await migration.ended, migration.words()]).toEqual([0, '']);
    }
  });

  it('outlives a promise that nobody waits for, and says so', async () => {
    // Once the process is up: before its handlers are there nothing could be outlived.
    const slip = `const look = setInterval(() => {
      if (process.listenerCount('unhandledRejection') === 0) return;
      clearInterval(look);
      Promise.reject(new Error('nobody waits'));
    }, 50)`;
    const worker = desk('slips', {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(slip)}`,
    });
    await ready(worker);
    await until(
      async () => worker.words(),
      (words) => words.includes('nobody waits'),
      30_000,
    );
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });

  it('begins anew after kill -9 with the same key, and ends in good order when asked', async () => {
    const first = desk('first');
    await ready(first);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = desk('second');
    await ready(second);
    const { rows: keys } = await database.owner.query('SELECT key_id FROM lab_key');
    expect(keys).toHaveLength(1);
    expect((await stat(join(folder, 'keys', 'lab-key.pem'))).mode & 0o777).toBe(0o600);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    // Whoever was killed could not say so; whoever ended in order has taken its row away.
    const { rows: workers } = await database.owner.query('SELECT id, sandbox FROM worker_state');
    expect(workers).toEqual([{ id: 'first', sandbox: 'none' }]);
  });
});
