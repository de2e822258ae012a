import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

let found;

/**
 * The Node that builds, runs and tests the lab: the pinned one that comes as a registry package, so that a machine's
 * own Node only starts the scripts (ADR 59). Where no package holds a binary for this machine, or it does not run
 * here (another C library), the machine's own is taken. Asked after the dependencies are installed.
 * @returns {{ path: string, version: string }}
 */
export function runtime() {
  if (found) return found;
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const told = existsSync(pinned) ? spawnSync(pinned, ['--version'], { encoding: 'utf8' }) : undefined;
  if (told?.status === 0) found = { path: pinned, version: told.stdout.trim() };
  return found ?? { path: process.execPath, version: process.version };
}

export const node = () => runtime().path;
