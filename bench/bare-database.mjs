import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmbedded } from '@scenario-lab/db/embedded';
import { migrate } from '@scenario-lab/db/migrate';
import pg from 'pg';
import { whenEnded } from './on-signal.mjs';

const passwords = { public: 'public', api: 'api', execute: 'execute', score: 'score' };
const migrateQueue = fileURLToPath(new URL('../apps/worker/dist/migrate-queue.js', import.meta.url));

/** A migrated, empty database on a server of its own with the lab's settings (fsync on), its queue included. */
export async function openBareDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-bench-'));
  // Started as root, the server runs as another user and must get through.
  await chmod(folder, 0o755);
  const cluster = await startEmbedded({ dataDir: join(folder, 'postgres', 'data') });
  const stop = async () => {
    forget();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const forget = whenEnded(stop);
  try {
    const urls = await migrate(cluster.url, passwords);
    await promisify(execFile)(process.execPath, [migrateQueue], { env: { OWNER_DATABASE_URL: urls.owner } });
    const owner = new pg.Client({ connectionString: urls.owner });
    await owner.connect();
    return {
      urls,
      owner,
      stop: async () => {
        await owner.end();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
