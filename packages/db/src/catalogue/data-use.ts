import { z } from 'zod';
import { execute, queryOne, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { recordEvent } from '../transition.js';

/** What leaves the lab, as its owner reads it afterwards. */
export interface Taken {
  datasetVersionId: string;
  kind: 'download' | 'sample' | 'job_output';
  format: 'csv' | 'jsonl' | 'zip' | null;
  rows: number | null;
  by: { personId: string; organisationId: string };
  /** The contract it is taken under; null of open data, of one's own, and of whoever needs none. */
  grantId: string | null;
  /** The released output of a data job that is taken. */
  output?: { jobId: string; number: number };
}

/**
 * One line of the use log, in the transaction that allows the taking and before the first byte goes out. Purpose: that of
 * the grant the data are taken under, where there is one. Runs log themselves (trigger `run_uses_data`).
 */
export async function noteTaken(tx: Tx, taken: Taken): Promise<void> {
  await execute(
    tx,
    `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, person_id, kind, format, rows, purpose, data_job_id, output, grant_id, terms)
     SELECT $1, v.dataset_id, v.id, $3, $4, $5, $6, $7, coalesce(g.purpose, grant_purpose(v.dataset_id, $3)), $8, $9, g.id, g.terms
     FROM dataset_version v LEFT JOIN access_grant g ON g.id = $10 WHERE v.id = $2`,
    [
      newId(),
      taken.datasetVersionId,
      taken.by.organisationId,
      taken.by.personId,
      taken.kind,
      taken.format,
      taken.rows,
      taken.output?.jobId ?? null,
      taken.output?.number ?? null,
      taken.grantId,
    ],
  );
}

const TakenByOthersRow = z.object({
  taken: z.boolean(),
});

/**
 * Somebody besides owner and lab has taken rows of the data, or what a program made of them: those hidden from now on may be known. Asked by the score
 * role when it seals.
 */
export async function takenByOthers(tx: Tx, datasetId: string): Promise<boolean> {
  const row = await queryOne(
    tx,
    TakenByOthersRow,
    `SELECT EXISTS (SELECT 1 FROM data_use u JOIN dataset d ON d.id = u.dataset_id JOIN organisation o ON o.id = u.organisation_id
       WHERE u.dataset_id = $1 AND u.kind IN ('download', 'job_output') AND u.organisation_id <> d.owner_id
         AND NOT o.roles @> ARRAY['operate']) AS taken`,
    [datasetId],
  );
  return row.taken;
}

const WithdrawDownloadsRow = z.object({
  id: z.string(),
});

/** In the transaction that seals: what was to be had of any version goes, and is written anew without the rows hidden. */
export async function withdrawDownloads(tx: Tx, datasetId: string): Promise<void> {
  const versions = await queryRows(
    tx,
    WithdrawDownloadsRow,
    `DELETE FROM dataset_download USING dataset_version v WHERE v.id = dataset_version_id AND v.dataset_id = $1 RETURNING v.id`,
    [datasetId],
  );
  for (const { id } of versions)
    await recordEvent(tx, {
      thing: 'dataset_version',
      id,
      event: 'dataset_version.download_withdrawn',
      deliver: ['prepare-download'],
    });
}
