import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  type addDocument,
  documentBytes,
  documentsAtMost,
  type OrganisationDocument,
} from '@scenario-lab/contracts/documents';
import type { Received } from '@scenario-lab/contracts/route';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { InputError } from '../http/input-error.js';
import { BLOBS, DATABASE } from '../http/tokens.js';
import { mayOrRefuse } from './organisations.service.js';

/** What a file is, is said by how it begins, not by its name. */
const beginnings: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
];
const known = (head: Buffer) => beginnings.some((mark) => mark.every((byte, at) => head[at] === byte));

type ListAnswer = Omit<OrganisationDocument, 'at'> & { at: Date };

const ListRow = z.object({
  id: z.string(),
  kind: word<ListAnswer['kind']>(),
  by: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  at: z.date(),
});

const AddRow = z.object({
  used: z.number(),
});

const FileRow = z.object({
  file_name: z.string(),
  sha256: z.string(),
});

/** Papers an organisation hands the lab's admins, to be verified by. */
@Injectable()
export class DocumentsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  list(actor: SignedIn, id: string): Promise<OrganisationDocument[]> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.read_documents', id);
      const rows = await queryRows(
        tx,
        ListRow,
        `SELECT d.id, d.kind, d.file_name AS "fileName", d.bytes::float8 AS bytes, coalesce(person_name(d.person_id), '') AS by,
           d.created_at AS at
         FROM organisation_document d WHERE d.organisation_id = $1 AND d.removed_at IS NULL ORDER BY d.created_at, d.id`,
        [id],
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }

  /** Errors: `invalid_input` naming `uploadId`, `quota_exhausted`. */
  async add(
    actor: SignedIn,
    id: string,
    { uploadId, kind }: Received<typeof addDocument>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.keep_documents', id);
      const { used } = await queryOne(
        tx,
        AddRow,
        'SELECT count(*)::int AS used FROM organisation_document WHERE organisation_id = $1 AND removed_at IS NULL',
        [id],
      );
      if (used >= documentsAtMost) throw new Refusal('quota_exhausted', { used, of: documentsAtMost });
      const file = await takeUpload(tx, uploadId, actor.organisationId, 'file');
      const fault = await this.faultOf(file.sha256, Number(file.bytes));
      if (fault) throw new InputError([{ path: 'uploadId', ...fault }]);
      const document = newId();
      await execute(
        tx,
        `INSERT INTO organisation_document (id, organisation_id, kind, file_name, sha256, bytes, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, app_person())`,
        [document, id, kind, file.fileName, file.sha256, file.bytes],
      );
      await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.document_added', by: actor });
      return { id: document };
    });
  }

  /** Errors: `not_found`. */
  async file(
    actor: SignedIn,
    id: string,
    documentId: string,
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const found = await this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.read_documents', id);
      return queryRow(
        tx,
        FileRow,
        `SELECT file_name, sha256 FROM organisation_document WHERE id = $1 AND organisation_id = $2 AND removed_at IS NULL`,
        [documentId, id],
      );
    });
    const kept = found && (await this.blobs.stat(found.sha256));
    if (!found || !kept) throw new Refusal('not_found');
    return { name: found.file_name, bytes: kept.bytes, stream: await this.blobs.get(found.sha256) };
  }

  /** It is shown to nobody from then on; that there was one stays in the history. */
  async remove(actor: SignedIn, id: string, documentId: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.keep_documents', id);
      const removed = await execute(
        tx,
        `UPDATE organisation_document SET removed_at = now() WHERE id = $1 AND organisation_id = $2 AND removed_at IS NULL`,
        [documentId, id],
      );
      if (removed === 0) throw new Refusal('not_found');
      await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.document_removed', by: actor });
    });
  }

  private async faultOf(sha256: string, bytes: number): Promise<{ code: string; message: string } | null> {
    if (bytes > documentBytes) return { code: 'document_too_big', message: 'more than 10 MiB' };
    let head = Buffer.alloc(0);
    const stream = await this.blobs.get(sha256);
    for await (const part of stream) {
      head = Buffer.concat([head, part as Buffer]);
      if (head.length >= 8) break;
    }
    stream.destroy();
    return known(head) ? null : { code: 'document_of_other_kind', message: 'neither PDF, PNG nor JPEG' };
  }
}
