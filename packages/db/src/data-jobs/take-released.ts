import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { noteTaken } from '../catalogue/data-use.js';
import type { TakenUpload } from '../catalogue/take-upload.js';
import { queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { rowsStillOpen } from './begin-job.js';

const Released = z.object({
  organisation_id: z.string(),
  dataset_version_id: z.string(),
  grant_id: z.string(),
  stands: z.boolean(),
  name: z.string(),
  bytes: z.string(),
  sha256: z.string().nullable(),
  decision: z.string(),
});

/**
 * A released output of the actor's own data job, for something to be made of it: under the same terms as a download of it, and
 * a line of the use log likewise where the file itself is taken. Errors: `invalid_input` where there is none, `grant_missing`,
 * `rows_withheld`.
 */
export async function takeReleased(
  tx: Tx,
  actor: SignedIn,
  { jobId, number }: { jobId: string; number: number },
  itself: boolean,
): Promise<TakenUpload> {
  const output = await queryRow(
    tx,
    Released,
    `SELECT j.organisation_id, j.dataset_version_id, g.id AS grant_id, g.status <> 'revoked' AND 'data_job' = ANY(g.methods) AS stands,
       o.name, o.bytes, o.sha256, o.decision
     FROM data_job j JOIN access_grant g ON g.id = j.grant_id JOIN data_job_output o ON o.data_job_id = j.id AND o.number = $2
     WHERE j.id = $1 AND j.organisation_id = $3 FOR SHARE OF j`,
    [jobId, number, actor.organisationId],
  );
  // Another organisation's, one that is held and one that was refused answer alike.
  if (!output?.sha256 || output.decision !== 'released')
    throw new Refusal('invalid_input', {
      errors: [{ path: 'trainedBy', code: 'output_not_released', message: 'output not released' }],
    });
  if (!output.stands) throw new Refusal('grant_missing', { id: jobId });
  if (!(await rowsStillOpen(tx, jobId))) throw new Refusal('rows_withheld', { id: jobId });
  if (itself)
    await noteTaken(tx, {
      datasetVersionId: output.dataset_version_id,
      kind: 'job_output',
      format: null,
      rows: null,
      by: actor,
      grantId: output.grant_id,
      output: { jobId, number },
    });
  return { fileName: output.name, bytes: output.bytes, sha256: output.sha256 };
}

const ReleasedAsRow = z.object({
  jobId: z.string(),
  number: z.number(),
});

/** The released output of one of an organisation's jobs that a file is, byte for byte. */
export async function releasedAs(
  tx: Tx,
  organisationId: string,
  sha256: string,
): Promise<{ jobId: string; number: number } | null> {
  const own = await queryRow(
    tx,
    ReleasedAsRow,
    `SELECT o.data_job_id AS "jobId", o.number FROM data_job_output o JOIN data_job j ON j.id = o.data_job_id
     WHERE o.sha256 = $1 AND o.decision = 'released' AND j.organisation_id = $2 ORDER BY o.data_job_id DESC, o.number LIMIT 1`,
    [sha256, organisationId],
  );
  return own ?? null;
}
