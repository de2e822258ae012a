import type { uploadPurposes } from '@scenario-lab/contracts/uploads';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

export interface TakenUpload {
  fileName: string;
  bytes: string;
  sha256: string;
}

const TakeUploadRow = z.object({
  file_name: z.string(),
  bytes: z.string(),
  sha256: z.string().nullable(),
  purpose: z.string(),
  used: z.boolean(),
});

/**
 * Takes a finished upload of the actor's own organisation for good: one upload becomes one thing. Errors:
 * `Refusal('invalid_input')` naming `uploadId` where it is missing, unfinished, of another purpose or taken.
 */
export async function takeUpload(
  tx: Tx,
  id: string,
  organisationId: string,
  purpose: (typeof uploadPurposes)[number],
): Promise<TakenUpload> {
  const upload = await queryRow(
    tx,
    TakeUploadRow,
    `SELECT file_name, bytes, sha256, purpose, used FROM upload WHERE id = $1 AND organisation_id = $2 FOR UPDATE`,
    [id, organisationId],
  );
  const fault = !upload
    ? 'upload_missing'
    : upload.purpose !== purpose
      ? 'upload_of_other_purpose'
      : upload.sha256 === null
        ? 'upload_unfinished'
        : upload.used
          ? 'upload_used'
          : null;
  if (!upload || upload.sha256 === null || fault) {
    throw new Refusal('invalid_input', {
      errors: [
        {
          path: 'uploadId',
          code: fault ?? 'upload_missing',
          message: (fault ?? 'upload missing').replaceAll('_', ' '),
        },
      ],
    });
  }
  await execute(tx, 'UPDATE upload SET used = true WHERE id = $1', [id]);
  return { fileName: upload.file_name, bytes: upload.bytes, sha256: upload.sha256 };
}
