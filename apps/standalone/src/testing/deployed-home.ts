import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');

/** Everybody may read a file at the end of this path. */
function open(path: string): boolean {
  for (let place = path; ; place = dirname(place)) {
    if ((statSync(place).mode & 0o005) !== 0o005) return false;
    if (place === '/') return true;
  }
}

/**
 * Where a test starts the built lab from: the clone itself, or, for root with a clone or a Node that the lab's
 * users cannot reach, the copy that `npm start` would make, below `shelf`.
 */
export async function deployedHome(shelf: string): Promise<{ node: string; home: string }> {
  if (process.getuid?.() !== 0 || (open(root) && open(process.execPath)))
    return { node: process.execPath, home: root };
  const script: { deploy(shelf: string, say: (line: string) => void): string } = await import(
    pathToFileURL(join(root, 'scripts/deploy.mjs')).href
  );
  const home = script.deploy(join(shelf, 'apps'), () => {});
  return { node: join(home, 'node'), home };
}
