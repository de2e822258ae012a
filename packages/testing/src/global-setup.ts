import { chmod, mkdtemp, rm } from 'node:fs/promises';
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

/** One Postgres for the whole run, off the disk's fsync; each test file clones the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-test-'));
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
