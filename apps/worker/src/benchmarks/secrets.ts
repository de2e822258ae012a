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

const exposedFile = (vaultDir: string, datasetId: string) => join(vaultDir, 'exposed', `${datasetId}.txt`);

/** Keys of the dataset's rows that were ever given out; none of them may become hidden. */
export async function exposedKeys(vaultDir: string, datasetId: string): Promise<Set<string>> {
  const text = await readFile(exposedFile(vaultDir, datasetId), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    },
  );
  return new Set(text.split('\n').filter(Boolean));
}

/** Written before the sample is published: a key too many costs one hidden row, one too few an honest exam. */
export async function noteExposed(
  vaultDir: string,
  datasetId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await mkdir(join(vaultDir, 'exposed'), { recursive: true, mode: 0o700 });
  await appendFile(exposedFile(vaultDir, datasetId), `${keys.join('\n')}\n`, { mode: 0o600 });
}
