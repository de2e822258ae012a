import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyIdOf } from '@scenario-lab/contracts/envelope';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';

export interface LabKeyPair {
  keyId: string;
  /** Raw 32-byte Ed25519 public key, base64. */
  publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** The key to sign with in this transaction; while it lasts the key is not closed. */
export type LabKey = (tx: Tx) => Promise<LabKeyPair>;

const fileOf = (dir: string) => join(dir, 'lab-key.pem');
const freshPem = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

/**
 * The lab's signing key: PKCS#8 PEM in `<dir>/lab-key.pem`, made at the first start, readable by its owner alone, read
 * anew for each use so that a rotation needs no restart. Its public half is put among the lab's keys. Errors: a file
 * others can read, one that is no Ed25519 key, a key that was closed.
 */
export async function openLabKey(dir: string, db: SystemDatabase): Promise<LabKey> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // `wx`: of two processes that come first together, one makes it and both read it.
  await writeFile(fileOf(dir), freshPem(), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const current: LabKey = async (tx) => {
    const pair = await readPair(dir);
    if (await standing(tx, pair)) return pair;
    // Closed while this transaction waited for it: its successor lies in its place by now.
    const next = await readPair(dir);
    if (next.keyId !== pair.keyId && (await standing(tx, next))) return next;
    throw new Error(
      `the signing key ${next.keyId} was closed or compromised; make a new one (npm run rotate-key)`,
    );
  };
  await db.asSystem(current);
  return current;
}

const RotateLabKeyRow = z.object({
  key_id: z.string(),
});

/**
 * Makes a new signing key and closes every other with this moment's date. Waits for reports being signed; whatever is
 * signed later is signed with the new key. What the old keys signed stays verifiable: their public halves remain among
 * the lab's keys. The old private key is gone. Run again after an interruption it is whole.
 */
export async function rotateLabKey(
  dir: string,
  db: SystemDatabase,
): Promise<{ opened: string; closed: string[] }> {
  const { uid, gid } = await stat(dir);
  const pem = freshPem();
  const { keyId, publicKey } = pairOf(createPrivateKey(pem));
  const next = join(dir, `.lab-key.${process.pid}`);
  try {
    await writeFile(next, pem, { mode: 0o600, flag: 'wx' });
    // Run by root for the user who signs.
    if (process.getuid?.() === 0) await chown(next, uid, gid);
    return await db.asSystem(async (tx) => {
      await execute(tx, 'SELECT 1 FROM lab_key WHERE valid_until IS NULL FOR UPDATE');
      await execute(
        tx,
        'INSERT INTO lab_key (key_id, public_key, valid_from) VALUES ($1, $2, clock_timestamp())',
        [keyId, publicKey],
      );
      const closed = await queryRows(
        tx,
        RotateLabKeyRow,
        `UPDATE lab_key SET valid_until = clock_timestamp() WHERE valid_until IS NULL AND key_id <> $1 RETURNING key_id`,
        [keyId],
      );
      await tell(tx, keyId);
      await rename(next, fileOf(dir));
      return { opened: keyId, closed: closed.map((row) => row.key_id) };
    });
  } finally {
    await rm(next, { force: true });
  }
}

const TellRow = z.object({
  id: z.string(),
});

/** In the history of the organisation that operates the lab. */
async function tell(tx: Tx, keyId: string): Promise<void> {
  const lab = await queryRow(
    tx,
    TellRow,
    `SELECT id FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  );
  if (!lab) return;
  await recordEvent(tx, {
    thing: 'organisation',
    id: lab.id,
    event: 'organisation.key_rotated',
    remark: keyId,
  });
}

const StandingRow = z.object({
  open: z.boolean(),
});

/** Is this key open and nobody else's? Held open until the transaction ends. */
async function standing(tx: Tx, { keyId, publicKey }: LabKeyPair): Promise<boolean> {
  await execute(tx, 'INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    keyId,
    publicKey,
  ]);
  const row = await queryOne(
    tx,
    StandingRow,
    'SELECT valid_until IS NULL AND compromised_since IS NULL AS open FROM lab_key WHERE key_id = $1 FOR SHARE',
    [keyId],
  );
  return row.open;
}

async function readPair(dir: string): Promise<LabKeyPair> {
  const file = fileOf(dir);
  if (((await stat(file)).mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600 it`);
  const key = createPrivateKey(await readFile(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`);
  return pairOf(key);
}

function pairOf(key: KeyObject): LabKeyPair {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the signing key has no public half');
  const publicKey = Buffer.from(x, 'base64url').toString('base64');
  return { keyId: keyIdOf(publicKey), publicKey, sign: (message) => sign(null, message, key) };
}
