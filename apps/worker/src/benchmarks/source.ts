import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import { AccessMode, ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import type { Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { fetchBlob, unpackBlob } from '../blobs/fetch.js';
import type { ScoreDesk } from '../desk.js';

const SealFacts = z.object({
  versionId: z.string(),
  datasetId: z.string(),
  datasetVersionId: z.string(),
  plan: Plan,
  columns: z.array(ColumnEntry),
  split: SplitRule,
  accessMode: AccessMode,
  truthPublic: z.boolean(),
  releasesSample: z.boolean(),
  sourceSha256: z.string(),
  tableSha256: z.string(),
  filesSha256: z.string().nullable(),
});
export type SealFacts = z.infer<typeof SealFacts>;

/** What sealing needs to know; null when the version does not wait for it (any more). */
export async function sealFacts(tx: Tx, versionId: string): Promise<SealFacts | null> {
  const [row] = await tx.query(
    `SELECT b.id AS "versionId", b.status, d.id AS "datasetId", v.id AS "datasetVersionId", b.plan, v.columns, v.split,
       d.access_mode AS "accessMode", d.truth_public AS "truthPublic",
       v.releases_sample AS "releasesSample", v.sha256 AS "sourceSha256",
       v.table_sha256 AS "tableSha256", v.files_sha256 AS "filesSha256"
     FROM benchmark_version b
       JOIN dataset_version v ON v.id = b.dataset_version_id
       JOIN dataset d ON d.id = v.dataset_id
     WHERE b.id = $1`,
    [versionId],
  );
  return row?.status === 'sealing' ? SealFacts.parse(row) : null;
}

/** The table, and the folder of its pictures, in a private place; from the vault where they lie there already. */
export async function sourceOf(
  desk: ScoreDesk,
  facts: SealFacts,
  place: string,
): Promise<{ tableFile: string; filesDir: string | null }> {
  const holder = async (sha256: string): Promise<BlobStore> =>
    (await desk.vault.stat(sha256)) ? desk.vault : desk.blobs;
  await mkdir(join(place, 'source'), { mode: 0o700 });
  const { tableSha256, filesSha256 } = facts;
  const tableFile = await fetchBlob(
    await holder(tableSha256),
    tableSha256,
    join(place, 'source', 'table.csv'),
  );
  const filesDir = filesSha256
    ? await unpackBlob(await holder(filesSha256), filesSha256, join(place, 'source', 'files'))
    : null;
  return { tableFile, filesDir };
}

/**
 * From here on the data can be computed on and not be read: into the vault, then out of the blob store. In this
 * order, so that an attempt that breaks off finds them again. Left where another dataset shows the same bytes.
 */
export async function moveSource(desk: ScoreDesk, facts: SealFacts): Promise<void> {
  const blobs = [facts.sourceSha256, facts.tableSha256, facts.filesSha256].filter((sha) => sha !== null);
  for (const sha256 of new Set(blobs)) {
    if (!(await desk.vault.stat(sha256))) await desk.vault.put(await desk.blobs.get(sha256), { sha256 });
    const [{ shown }] = await desk.db.asSystem((tx) =>
      tx.query(
        `SELECT count(*)::int AS shown FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
         WHERE $1 IN (v.sha256, v.table_sha256, v.files_sha256) AND d.access_mode <> 'sandbox_only'`,
        [sha256],
      ),
    );
    if (shown === 0) await desk.blobs.remove(sha256);
  }
}
