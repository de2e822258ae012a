import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { editionColumns as listColumns } from '@scenario-lab/contracts/edition-columns';
import type { Edition, EditionContent, listEditions } from '@scenario-lab/contracts/editions';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  EditionRecord,
  editionColumns,
  editionFacts,
  editionRowOf,
  readEditionBefore,
  readEditionFiles,
  readEditionRecord,
} from '@scenario-lab/db/editions/editions.queries';
import { readEntries, readThere } from '@scenario-lab/db/editions/entries.queries';
import type { Actor } from '@scenario-lab/domain/actor';
import { differenceOf } from '@scenario-lab/domain/editions/difference';
import { editionPolicy } from '@scenario-lab/domain/editions/editions.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { anywhere } from '../http/id-page.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

type Query = Received<typeof listEditions>['query'];

@Injectable()
export class EditionsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Row-level security shows the lab its drafts, and everybody what has a number. */
  list(actor: Actor, query: Query): Promise<Answer<typeof listEditions>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where().and(`d.status <> 'new'`);
      if (query.kind) where.and('d.kind = ?', query.kind);
      if (query.status) where.and('d.status = ?', query.status);
      if (query.q) where.and('d.title::text ILIKE ?', anywhere(query.q));
      const { rows, next, total } = await readPage(tx, {
        row: EditionRecord,
        select: editionColumns(actor),
        from: 'edition d',
        id: 'd.id',
        where,
        key: { sql: 'coalesce(d.published_at, d.updated_at)', type: 'timestamptz' },
        page: query,
      });
      return { items: rows.map((row) => editionRowOf(row, actor)), next, total };
    });
  }

  read(actor: Actor, id: string): Promise<Edition> {
    return this.database.asActor(actor, async (tx) => {
      const record = await this.seen(tx, actor, id);
      const content = record.content ?? (await drafted(tx, record));
      const before = await readEditionBefore(tx, record.kind, record.number);
      const columns = listColumns[record.kind]
        .filter(({ contact }) => !contact || record.contacts)
        .map((column) => column.id);
      return {
        ...editionRowOf(record, actor),
        content,
        there: await readThere(
          tx,
          record.kind,
          content.entries.map((entry) => entry.id),
        ),
        digest: record.digest,
        contacts: record.contacts,
        difference: before && {
          id: before.id,
          number: before.number,
          ...differenceOf(before.content.entries, content.entries, columns),
        },
        files: await readEditionFiles(tx, id),
        alone: record.alone,
        remark: record.remark,
      };
    });
  }

  async file(
    actor: Actor,
    id: string,
    format: string,
    lang: string,
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const { sha256, name } = await this.database.asActor(actor, async (tx) => {
      const record = await this.seen(tx, actor, id);
      const found = (await readEditionFiles(tx, id)).find(
        (file) => file.format === format && (file.language ?? lang) === lang,
      );
      if (!found) throw new Refusal('not_found', { thing: 'edition', id });
      const language = found.language ? `-${found.language}` : '';
      return { sha256: found.sha256, name: `${record.kind}-${record.number}${language}.${format}` };
    });
    const kept = await this.blobs.stat(sha256);
    if (!kept) throw new Refusal('not_found', { thing: 'edition', id });
    return { name, bytes: kept.bytes, stream: await this.blobs.get(sha256) };
  }

  private async seen(tx: Tx, actor: Actor, id: string): Promise<EditionRecord> {
    const record = await readEditionRecord(tx, actor, id);
    if (!record || !may(editionPolicy, actor, 'edition.read', editionFacts(record)).ok) {
      throw new Refusal('not_found', { thing: 'edition', id });
    }
    return record;
  }
}

/** A draft's lines as they would be frozen now; what is no longer published is left out. */
async function drafted(
  tx: Tx,
  { kind, title, note, item_ids, contacts }: EditionRecord,
): Promise<EditionContent> {
  return { kind, title, note, entries: await readEntries(tx, kind, item_ids, contacts) };
}
