import { keptMediaAtMost } from '@scenario-lab/contracts/solution-media';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, queryOne } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { recordEvent } from '../transition.js';
import { takeUpload } from './take-upload.js';

const AddMediumRow = z.object({
  used: z.number(),
});

/**
 * Makes a medium of a finished upload (purpose `file`): it is opened in the sandbox and redrawn before anybody sees it.
 * Whether the actor may is the caller's to ask. Errors: `invalid_input` naming `uploadId`, `quota_exhausted`.
 */
export async function addMedium(tx: Tx, actor: SignedIn, uploadId: string): Promise<{ id: string }> {
  const { used } = await queryOne(
    tx,
    AddMediumRow,
    'SELECT count(*)::int AS used FROM solution_medium WHERE organisation_id = $1',
    [actor.organisationId],
  );
  if (used >= keptMediaAtMost) throw new Refusal('quota_exhausted', { used, of: keptMediaAtMost });
  const { fileName, sha256 } = await takeUpload(tx, uploadId, actor.organisationId, 'file');
  // A photograph tells where it was taken: nothing names the file as it came once it has been opened.
  await execute(tx, 'DELETE FROM upload WHERE id = $1', [uploadId]);
  const id = newId();
  await execute(
    tx,
    `INSERT INTO solution_medium (id, organisation_id, person_id, file_name, source_sha256) VALUES ($1, $2, $3, $4, $5)`,
    [id, actor.organisationId, actor.personId, fileName, sha256],
  );
  await recordEvent(tx, {
    thing: 'solution_medium',
    id,
    event: 'solution_medium.uploaded',
    by: actor,
    deliver: ['read-medium'],
  });
  return { id };
}
