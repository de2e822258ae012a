import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Users of the three kinds of process when started as root, and the groups they share: `blobs` all three,
 * `spool` (predictions on their way to the vault) only execute and score. Numbers, so that no account need exist.
 */
export const users = { api: 64_001, execute: 64_002, score: 64_003 } as const;
export const groups = { blobs: 64_000, spool: 64_010 } as const;

export interface Folders {
  data: string;
  postgres: string;
  blobs: string;
  uploads: string;
  vault: string;
  spool: string;
  keys: string;
  work: string;
  launcher: string;
  deploy: string;
  logs: string;
}

/** Makes the data folder's rooms with the modes that keep them apart. Safe to call on an existing one. */
export async function makeFolders(data: string, shelf: string, asRoot: boolean): Promise<Folders> {
  const folders: Folders = {
    data,
    postgres: join(data, 'postgres', 'cluster'),
    blobs: join(data, 'blobs'),
    uploads: join(data, 'uploads'),
    vault: join(data, 'vault'),
    spool: join(data, 'spool'),
    keys: join(data, 'keys'),
    work: join(data, 'work'),
    launcher: join(data, 'launcher'),
    deploy: shelf,
    logs: join(data, 'logs'),
  };
  await mkdir(data, { recursive: true, mode: 0o755 });
  if (asRoot) await chmod(data, 0o755);
  const room = async (path: string, mode: number, uid: number, gid: number) => {
    await mkdir(path, { recursive: true });
    if (asRoot) await chown(path, uid, gid);
    await chmod(path, mode);
  };
  await room(folders.blobs, 0o2770, users.api, groups.blobs);
  await room(folders.uploads, 0o700, users.api, groups.blobs);
  await room(folders.vault, 0o700, users.score, groups.spool);
  await room(folders.spool, 0o2770, users.score, groups.spool);
  await room(folders.keys, 0o700, users.score, groups.spool);
  await room(folders.work, 0o755, users.execute, groups.spool);
  await room(folders.launcher, 0o755, 0, 0);
  await room(folders.logs, 0o755, 0, 0);
  await mkdir(shelf, { recursive: true, mode: 0o755 });
  return folders;
}

export async function reset(data: string): Promise<void> {
  if (existsSync(data) && !existsSync(join(data, 'secrets.json'))) {
    throw new Error(`--reset: ${data} does not look like a data folder of Scenario Lab, so it is left alone`);
  }
  await rm(data, { recursive: true, force: true });
}

export interface Secrets {
  public: string;
  api: string;
  execute: string;
  score: string;
  admin: string;
}

/** Random passwords of this installation, made once, readable for its owner alone. */
export function secrets(data: string): Secrets {
  const file = join(data, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const one = () => randomBytes(18).toString('base64url');
  const made: Secrets = { public: one(), api: one(), execute: one(), score: one(), admin: one() };
  // Whole or not at all: half a file would lock the lab's owner out for good.
  writeFileSync(`${file}.half`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${file}.half`, file);
  return made;
}

/** Refuses a second supervisor on the same data. */
export function refuseSecond(data: string): void {
  const file = join(data, 'supervisor.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isSupervisor(pid)) {
      throw new Error(
        `a lab is already running on ${data} (process ${pid}); stop it or choose another folder with --data`,
      );
    }
  }
}

/** Marks the data as this supervisor's; a mark whose process is gone is taken over. Errors: as `refuseSecond`. */
export function lock(data: string): () => void {
  refuseSecond(data);
  const file = join(data, 'supervisor.pid');
  writeFileSync(file, String(process.pid));
  return () => execFileSync('rm', ['-f', file]);
}

function isSupervisor(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('standalone/dist/main.js');
  } catch {
    return false;
  }
}
