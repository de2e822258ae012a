import { createHmac, randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The vault's own secret, made once; every seed and salt follows from it and from what it is for. Nobody without
 * the vault can tell which row became which, and an attempt repeated draws the same lots.
 */
export async function secretFor(vaultDir: string, purpose: string): Promise<string> {
  const file = join(vaultDir, 'secret');
  // `wx`: of two processes that come first together, one makes it and both read it.
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o400, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const master = (await readFile(file, 'utf8')).trim();
  if (master.length !== 64) throw new Error('the vault’s secret is damaged');
  return createHmac('sha256', master).update(purpose).digest('hex');
}

/**
 * Keys of a dataset's rows by what happened to them: `exposed` were given out and may never become hidden,
 * `hidden` were hidden and may never count in what is told of open rows; `closed` were not open in some exam, be it that
 * they only stand near a hidden one, and are never downloaded.
 */
export type KeyList = 'exposed' | 'hidden' | 'closed';

const listFile = (vaultDir: string, list: KeyList, datasetId: string) =>
  join(vaultDir, list, `${datasetId}.txt`);

export async function keysOf(vaultDir: string, list: KeyList, datasetId: string): Promise<Set<string>> {
  const text = await readFile(listFile(vaultDir, list, datasetId), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    },
  );
  return new Set(text.split('\n').filter(Boolean));
}

/** Written before anything is published: a key too many costs one row, one too few an honest exam. */
export async function noteKeys(
  vaultDir: string,
  list: KeyList,
  datasetId: string,
  keys: readonly string[],
): Promise<void> {
  const known = await keysOf(vaultDir, list, datasetId);
  const fresh = keys.filter((key) => !known.has(key));
  if (fresh.length === 0) return;
  await mkdir(join(vaultDir, list), { recursive: true, mode: 0o700 });
  // The blank line ends whatever an attempt that broke off left unfinished.
  await appendFile(listFile(vaultDir, list, datasetId), `\n${fresh.join('\n')}\n`, { mode: 0o600 });
}
