import { access, chmod, constants, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@scenario-lab/db/embedded';
import { migrate } from '@scenario-lab/db/migrate';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { rolePasswords } from './database.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's address of the migrated template database. */
    templateUrl: string;
  }
}

const inMemory = '/dev/shm';
const named = 'scenario-lab-test-';
const wanted = 2 * 1024 ** 3;

/**
 * Where the databases lie: in memory where the machine has a folder of it with room, for each test file's clone is a
 * thousand small files, which a disk takes a second for where it is busy.
 */
async function quickRoom(): Promise<string> {
  try {
    await access(inMemory, constants.W_OK);
    await forgetKilled();
    const { bavail, bsize } = await statfs(inMemory);
    return bavail * bsize >= wanted ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** What a run that was killed has left holds memory until somebody takes it away. */
async function forgetKilled(): Promise<void> {
  for (const name of await readdir(inMemory)) {
    if (!name.startsWith(named)) continue;
    const folder = join(inMemory, name);
    const said = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(said, 10);
    // Without a number the server has ended, or another run is just making it.
    if (pid > 0 && !alive(pid)) await rm(folder, { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One Postgres for the whole run, off the disk's fsync; each test file clones the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await quickRoom(), named));
  // Started as root, the server runs as another user and must get through.
  await chmod(folder, 0o755);
  const cluster = await startEmbedded({
    dataDir: join(folder, 'postgres', 'data'),
    flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
  });
  await migrate(cluster.url, rolePasswords);
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await runMigrations(client, 'queue');
  // BullMQ makes a queue's sequence with its first job, which the workers' roles may not.
  for (const queue of ['execute', 'read', 'score', 'compare', 'seal', 'jobs']) {
    await client.query('SELECT queue.next_job_id($1)', [queue]);
  }
  await client.query(`GRANT USAGE ON SCHEMA queue TO lab_execute, lab_score`);
  await client.query(`GRANT ALL ON ALL TABLES IN SCHEMA queue TO lab_execute, lab_score`);
  await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA queue TO lab_execute, lab_score`);
  await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA queue TO lab_execute, lab_score`);
  await client.end();
  project.provide('templateUrl', cluster.url);
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
