import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { BLOBS, DATABASE } from '../http/tokens.js';
import type { NewUpload } from './upload-metadata.js';

/** Uploads an organisation may have begun and not finished: what is on disk is bounded by this times the cap. */
const begunAtOnce = 50;

@Injectable()
export class UploadsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Errors: `quota_exhausted`. */
  async begin(actor: SignedIn, upload: NewUpload): Promise<string> {
    const id = newId();
    await this.database.asActor(actor, async (tx) => {
      const [{ begun }] = await tx.query(
        `SELECT count(*)::int AS begun FROM upload
         WHERE organisation_id = $1 AND sha256 IS NULL AND created_at > now() - interval '7 days'`,
        [actor.organisationId],
      );
      if (begun >= begunAtOnce) throw new Refusal('quota_exhausted', { used: begun, of: begunAtOnce });
      await tx.query(
        `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, actor.organisationId, actor.personId, upload.fileName, upload.purpose, upload.bytes],
      );
    });
    return id;
  }

  /** Streams the whole file into the store and only then says so in the row; doing it twice changes nothing. */
  async finish(actor: SignedIn, id: string, path: string, bytes: number): Promise<void> {
    const { sha256 } = await this.blobs.put({ path }, { bytes });
    await this.database.asActor(actor, (tx) =>
      tx.query('UPDATE upload SET sha256 = $2, received = bytes WHERE id = $1 AND sha256 IS NULL', [
        id,
        sha256,
      ]),
    );
  }

  async forget(actor: SignedIn, id: string): Promise<void> {
    await this.database.asActor(actor, (tx) =>
      tx.query('DELETE FROM upload WHERE id = $1 AND sha256 IS NULL', [id]),
    );
  }
}
