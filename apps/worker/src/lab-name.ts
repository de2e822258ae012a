import { buffer } from 'node:stream/consumers';
import type { Text } from '@scenario-lab/contracts/common';
import { LabIdentity, noIdentity } from '@scenario-lab/contracts/identity';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import type { About, Sign } from './pdf/marks.js';

const LabNameRow = z.object({
  name: json<Text>(),
});

/** The name of the institution that runs the lab, as mail and papers say it. */
export async function labName(tx: Tx): Promise<Text> {
  const lab = await queryRow(
    tx,
    LabNameRow,
    `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  );
  return lab?.name ?? { zh: '场景实验室', en: 'Scenario Lab' };
}

const LabIdentityRow = z.object({
  value: json<unknown>(),
});

/** The mark and the colour it goes by; what somebody wrote past the lab is not believed. */
export async function labIdentity(tx: Tx): Promise<LabIdentity> {
  const setting = await queryRow(tx, LabIdentityRow, `SELECT value FROM setting WHERE key = 'lab.identity'`);
  return LabIdentity.safeParse(setting?.value).data ?? noIdentity;
}

/** More than this a sign redrawn small never has. */
const signBytes = 4 * 1024 * 1024;

const LabSignRow = z.object({
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
});

/** The picture it goes by, small enough for paper; null where there is none or it cannot be read. */
export async function labSign(tx: Tx, blobs: BlobStore, { picture }: LabIdentity): Promise<Sign | null> {
  if (picture === null) return null;
  const row = await queryRow(
    tx,
    LabSignRow,
    `SELECT coalesce(small_sha256, sha256) AS sha256, width, height FROM solution_medium
     WHERE id = $1 AND kind = 'picture' AND sha256 IS NOT NULL AND width > 0 AND height > 0`,
    [picture],
  );
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
