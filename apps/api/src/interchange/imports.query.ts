import { Inject, Injectable } from '@nestjs/common';
import type {
  CatalogueImport,
  ImportLine,
  listImports,
  readImport,
} from '@scenario-lab/contracts/catalogue-imports';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { catalogueImportPolicy } from '@scenario-lab/domain/interchange/interchange.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  kind: word<CatalogueImport['kind']>(),
  file_name: z.string(),
  source: z.string(),
  source_id: z.string().nullable(),
  counts: json<CatalogueImport['counts']>(),
  at: z.date(),
  undone_at: z.date().nullable(),
  kept: z.number(),
  lines: json<ImportLine[]>().optional(),
});
type Row = z.output<typeof Row>;
const columns = 'id, kind, file_name, source, source_id, counts, at, undone_at, kept';

const ListRow = z.object({
  total: z.number(),
});

@Injectable()
export class ImportsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, query: Received<typeof listImports>['query']): Promise<Answer<typeof listImports>> {
    const cursor = idCursor(query.cursor);
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Row,
        `SELECT ${columns} FROM catalogue_import WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
        [cursor, query.limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM catalogue_import LIMIT ${countedTo}) AS counted`,
      );
      return pageOf(rows, query.limit, total, (row) => view(actor, row));
    });
  }

  read(actor: SignedIn, id: string): Promise<Answer<typeof readImport>> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, Row, `SELECT ${columns}, lines FROM catalogue_import WHERE id = $1`, [
        id,
      ]);
      if (!row) throw new Refusal('not_found', { thing: 'catalogue_import', id });
      return { ...view(actor, row), lines: row.lines ?? [] };
    });
  }
}

function view(actor: SignedIn, row: Row): CatalogueImport {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    source: row.source,
    sourceId: row.source_id,
    // Lines from before there were sources say nothing of what had vanished.
    counts: { ...row.counts, vanished: row.counts.vanished ?? 0 },
    at: row.at.toISOString(),
    undoneAt: row.undone_at?.toISOString() ?? null,
    kept: row.kept,
    allowed: allowed(catalogueImportPolicy, actor, { status: null, undone: row.undone_at !== null }),
  };
}
