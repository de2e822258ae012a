import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the time of one deed. Open to others' reading only where the sandbox's users must pass through it. */
export async function withRoom<T>(
  deed: (room: string) => Promise<T>,
  options: { passable?: boolean } = {},
): Promise<T> {
  const room = await mkdtemp(join(tmpdir(), 'scenario-lab-'));
  try {
    if (options.passable) await chmod(room, 0o711);
    return await deed(room);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
