import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Env } from './env.js';
import { exit } from './exit.js';
import { Failure } from './failure.js';

/** Where and as whom this desk is signed in. */
export interface Credentials {
  /** The lab's address without a slash at the end. */
  url: string;
  token: string;
  /** Known when the token was made by `login`; needed to revoke it. */
  tokenId?: string;
  email?: string;
  expiresAt?: string;
}

/**
 * The lab's address as typed, without path and trailing slash; `https://` where nothing is said.
 * @throws Failure for anything that is no web address
 */
export function labAddress(typed: string): string {
  const text = typed.includes('://') ? typed : `https://${typed}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Failure(exit.usage, 'login.bad_url', { url: typed });
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/api$/, '');
}

/** Written whole or not at all, for its owner's eyes alone. */
export async function saveCredentials(file: string, credentials: Credentials): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}

export async function forgetCredentials(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Null where nobody is signed in. @throws Failure when the file is not ours */
export async function storedCredentials(file: string): Promise<Credentials | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Credentials;
    if (typeof value.url === 'string' && typeof value.token === 'string') return value;
  } catch {
    // Said below.
  }
  throw new Failure(exit.usage, 'login.bad_file', { file });
}

/** The surroundings' address and token first, then the file. @throws Failure where there is neither */
export async function credentialsOf(env: Env): Promise<Credentials> {
  if (env.url && env.token) return { url: labAddress(env.url), token: env.token };
  const stored = await storedCredentials(env.credentialsFile);
  if (!stored) throw new Failure(exit.refused, 'login.needed');
  return stored;
}
