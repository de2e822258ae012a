import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import { AccessMode, ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { fetchBlob, unpackBlob } from '../blobs/fetch.js';
import type { ScoreDesk } from '../desk.js';

const ShownRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
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
  /** Rows anybody has been shown of any version of the dataset. */
  shown: z.array(ShownRow),
  tableSha256: z.string(),
  filesSha256: z.string().nullable(),
});
export type SealFacts = z.infer<typeof SealFacts>;

const SealFactsRow = z.object({
  versionId: z.string(),
  status: z.string(),
  datasetId: z.string(),
  datasetVersionId: z.string(),
  plan: json<unknown>().nullable(),
  columns: json<unknown>().nullable(),
  split: json<unknown>().nullable(),
  accessMode: z.string(),
  truthPublic: z.boolean(),
  releasesSample: z.boolean(),
  tableSha256: z.string().nullable(),
  filesSha256: z.string().nullable(),
  shown: json<unknown>().nullable(),
});

/** What sealing needs to know; null when the version does not wait for it (any more). */
export async function sealFacts(tx: Tx, versionId: string): Promise<SealFacts | null> {
  const row = await queryRow(
    tx,
    SealFactsRow,
    `SELECT b.id AS "versionId", b.status, d.id AS "datasetId", v.id AS "datasetVersionId", b.plan, v.columns, v.split,
       d.access_mode AS "accessMode", d.truth_public AS "truthPublic",
       v.releases_sample AS "releasesSample",
       v.table_sha256 AS "tableSha256", v.files_sha256 AS "filesSha256",
       (SELECT coalesce(jsonb_agg(DISTINCT r.row), '[]') FROM dataset_version o, jsonb_array_elements(o.sample) r(row)
         WHERE o.dataset_id = d.id) AS shown
     FROM benchmark_version b
       JOIN dataset_version v ON v.id = b.dataset_version_id
       JOIN dataset d ON d.id = v.dataset_id
     WHERE b.id = $1`,
    [versionId],
  );
  return row?.status === 'sealing' ? SealFacts.parse(row) : null;
}

const holderOf = async (desk: ScoreDesk, sha256: string): Promise<BlobStore> =>
  (await desk.vault.stat(sha256)) ? desk.vault : desk.blobs;

/** The normalised table at `path`, from the vault where it lies there. */
export const tableOf = async (desk: ScoreDesk, sha256: string, path: string): Promise<string> =>
  fetchBlob(await holderOf(desk, sha256), sha256, path);

/** The table, and the folder of its pictures, in a private place; from the vault where they lie there already. */
export async function sourceOf(
  desk: ScoreDesk,
  facts: SealFacts,
  place: string,
): Promise<{ tableFile: string; filesDir: string | null }> {
  await mkdir(join(place, 'source'), { mode: 0o700 });
  const { tableSha256, filesSha256 } = facts;
  const tableFile = await tableOf(desk, tableSha256, join(place, 'source', 'table.csv'));
  const filesDir = filesSha256
    ? await unpackBlob(await holderOf(desk, filesSha256), filesSha256, join(place, 'source', 'files'))
    : null;
  return { tableFile, filesDir };
}
