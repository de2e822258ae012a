import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that goes away with the test file; other uids may enter it, as the sandbox's do. */
export async function temporary(): Promise<string> {
  // Not the system's own folder of temporary files: that may be closed to the uids of the sandbox.
  const dir = await mkdtemp(join('/var/tmp', 'evaluation-'));
  await chmod(dir, 0o755);
  afterAll(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
