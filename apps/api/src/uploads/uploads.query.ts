import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Upload } from '@scenario-lab/contracts/uploads';
import { queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { DATABASE, ENV } from '../http/tokens.js';

export const UploadRow = z.object({
  id: z.string(),
  person_id: z.string(),
  file_name: z.string(),
  purpose: word<Upload['purpose']>(),
  bytes: z.string(),
  sha256: z.string().nullable(),
  created_at: z.date(),
});
export type UploadRow = z.output<typeof UploadRow>;

@Injectable()
export class UploadsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The organisation's upload. Errors: `not_found`. */
  async row(actor: SignedIn, id: string): Promise<UploadRow> {
    const row = await this.database.asActor(actor, (tx) =>
      queryRow(
        tx,
        UploadRow,
        'SELECT id, person_id, file_name, purpose, bytes, sha256, created_at FROM upload WHERE id = $1',
        [id],
      ),
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async read(actor: SignedIn, id: string): Promise<Upload> {
    const row = await this.row(actor, id);
    return {
      id: row.id,
      fileName: row.file_name,
      purpose: row.purpose,
      bytes: Number(row.bytes),
      received: row.sha256 ? Number(row.bytes) : await this.arrived(id),
      sha256: row.sha256,
      createdAt: row.created_at.toISOString(),
    };
  }

  /** Bytes on disk of an upload that is not finished. */
  async arrived(id: string): Promise<number> {
    const file = await stat(join(this.env.UPLOADS_DIR, id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return file?.size ?? 0;
  }
}
