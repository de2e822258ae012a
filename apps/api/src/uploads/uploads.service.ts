import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { uploadRoom } from '@scenario-lab/db/catalogue/upload-room';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Env } from '../env.js';
import { BLOBS, DATABASE, ENV } from '../http/tokens.js';
import type { NewUpload } from './upload-metadata.js';

/** Uploads an organisation may have begun and not finished. */
const begunAtOnce = 50;

@Injectable()
export class UploadsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Errors: `upload_quota` (with `unit`), `storage_full` where the disk would fall below its mark. */
  async begin(actor: SignedIn, upload: NewUpload): Promise<string> {
    const id = newId();
    await this.leaveRoom(upload.bytes);
    await this.database.asActor(actor, async (tx) => {
      const { begun, bytes } = await uploadRoom(tx, actor.organisationId);
      if (begun >= begunAtOnce)
        throw new Refusal('upload_quota', { used: begun, of: begunAtOnce, unit: 'uploads' });
      const most = this.env.UPLOAD_QUOTA_BYTES;
      if (bytes + upload.bytes > most)
        throw new Refusal('upload_quota', { used: bytes, of: most, unit: 'bytes' });
      await execute(
        tx,
        `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, actor.organisationId, actor.personId, upload.fileName, upload.purpose, upload.bytes],
      );
    });
    return id;
  }

  /** A full disk stops the whole lab: what would bring it near is refused while there is still room to say so. */
  private async leaveRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.env.UPLOADS_DIR);
    const free = bavail * bsize;
    // A finished file is copied into the store before its draft goes.
    if (free - 2 * bytes < this.env.MIN_FREE_BYTES) throw new Refusal('storage_full', { needed: bytes });
  }

  /** Streams the whole file into the store and only then says so in the row; doing it twice changes nothing. */
  async finish(actor: SignedIn, id: string, path: string, bytes: number): Promise<void> {
    const { sha256 } = await this.blobs.put({ path }, { bytes });
    await this.database.asActor(actor, (tx) =>
      execute(tx, 'UPDATE upload SET sha256 = $2, received = bytes WHERE id = $1 AND sha256 IS NULL', [
        id,
        sha256,
      ]),
    );
  }

  async forget(actor: SignedIn, id: string): Promise<void> {
    await this.database.asActor(actor, (tx) =>
      execute(tx, 'DELETE FROM upload WHERE id = $1 AND sha256 IS NULL', [id]),
    );
  }
}
