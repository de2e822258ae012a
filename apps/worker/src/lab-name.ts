import { buffer } from 'node:stream/consumers';
import type { Text } from '@scenario-lab/contracts/common';
import { LabIdentity, noIdentity } from '@scenario-lab/contracts/identity';
import type { Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { About, Sign } from './pdf/marks.js';

/** The name of the institution that runs the lab, as mail and papers say it. */
export async function labName(tx: Tx): Promise<Text> {
  const [lab] = (await tx.query(
    `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  )) as { name: Text }[];
  return lab?.name ?? { zh: '场景实验室', en: 'Scenario Lab' };
}

/** The mark and the colour it goes by; what somebody wrote past the lab is not believed. */
export async function labIdentity(tx: Tx): Promise<LabIdentity> {
  const [setting] = await tx.query(`SELECT value FROM setting WHERE key = 'lab.identity'`);
  return LabIdentity.safeParse(setting?.value).data ?? noIdentity;
}

/** More than this a sign redrawn small never has. */
const signBytes = 4 * 1024 * 1024;

/** The picture it goes by, small enough for paper; null where there is none or it cannot be read. */
export async function labSign(tx: Tx, blobs: BlobStore, { picture }: LabIdentity): Promise<Sign | null> {
  if (picture === null) return null;
  const [row] = (await tx.query(
    `SELECT coalesce(small_sha256, sha256) AS sha256, width, height FROM solution_medium
     WHERE id = $1 AND kind = 'picture' AND sha256 IS NOT NULL AND width > 0 AND height > 0`,
    [picture],
  )) as { sha256: string; width: number; height: number }[];
  const kept = row ? await blobs.stat(row.sha256) : null;
  if (!row || !kept || kept.bytes > signBytes) return null;
  const bytes = new Uint8Array(await buffer(await blobs.get(row.sha256)));
  return { bytes, width: row.width, height: row.height };
}

/** What a paper's head says of the lab. */
export async function labHead(tx: Tx, blobs: BlobStore): Promise<Pick<About, 'lab' | 'identity' | 'sign'>> {
  const identity = await labIdentity(tx);
  return { lab: await labName(tx), identity, sign: await labSign(tx, blobs, identity) };
}
