import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyIdOf } from '@scenario-lab/contracts/envelope';
import type { SystemDatabase } from '@scenario-lab/db/database';

export interface LabKeyPair {
  keyId: string;
  /** Raw 32-byte Ed25519 public key, base64. */
  publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/**
 * The lab's signing key: PKCS#8 PEM in `<dir>/lab-key.pem`, made at the first start, readable by its owner alone.
 * Its public half is put among the lab's keys. Errors: a file others can read, or one that is no Ed25519 key.
 */
export async function openLabKey(dir: string, db: SystemDatabase): Promise<LabKeyPair> {
  const key = await privateKey(dir);
  const publicKey = rawPublicKey(key);
  const keyId = keyIdOf(publicKey);
  await db.asSystem((tx) =>
    tx.query('INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      keyId,
      publicKey,
    ]),
  );
  return { keyId, publicKey, sign: (message) => sign(null, message, key) };
}

async function privateKey(dir: string): Promise<KeyObject> {
  const file = join(dir, 'lab-key.pem');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  // `wx`: of two processes that come first together, one makes it and both read it.
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (((await stat(file)).mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600 it`);
  const key = createPrivateKey(await readFile(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`);
  return key;
}

function rawPublicKey(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the signing key has no public half');
  return Buffer.from(x, 'base64url').toString('base64');
}
