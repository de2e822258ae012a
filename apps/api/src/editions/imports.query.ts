import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EditionKind } from '@scenario-lab/contracts/editions';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import type { ImportRow, ListImport, listImports, readImport } from '@scenario-lab/contracts/list-imports';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Terms } from '@scenario-lab/domain/editions/cells';
import { type DraftRow, draftOfRow } from '@scenario-lab/domain/editions/draft-of-row';
import { listImportPolicy } from '@scenario-lab/domain/editions/list-import.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

export const ImportRecord = z.object({
  id: z.string(),
  file_name: z.string(),
  read_at: z.date().nullable(),
  problems: json<ListImport['problems']>().nullable(),
  undone_at: z.date().nullable(),
  created_at: z.date(),
  rows: z.number(),
  imported: z.number(),
});
export type ImportRecord = z.output<typeof ImportRecord>;
export const LineRecord = z.object({
  number: z.number(),
  kind: word<EditionKind>(),
  sheet: z.string(),
  row: z.number(),
  said: json<Record<string, string>>(),
  unit: z.number().nullable(),
  thing_id: z.string().nullable(),
});
export type LineRecord = z.output<typeof LineRecord>;

const columns = `i.id, i.file_name, i.read_at, i.problems, i.undone_at, i.created_at,
  (SELECT count(*)::int FROM list_import_row r WHERE r.import_id = i.id) AS rows,
  (SELECT count(*)::int FROM list_import_row r WHERE r.import_id = i.id AND r.thing_id IS NOT NULL) AS imported`;

export const stateOf = (record: ImportRecord): ListImport['state'] =>
  record.undone_at ? 'undone' : record.problems ? 'refused' : record.read_at ? 'read' : 'reading';

const viewOf = (record: ImportRecord, actor: SignedIn): ListImport => ({
  id: record.id,
  fileName: record.file_name,
  state: stateOf(record),
  problems: record.problems ?? [],
  createdAt: record.created_at.toISOString(),
  rows: record.rows,
  imported: record.imported,
  allowed: allowed(listImportPolicy, actor, { status: stateOf(record) }),
});

export async function readImportRecord(tx: Tx, id: string): Promise<ImportRecord> {
  const record = await queryRow(tx, ImportRecord, `SELECT ${columns} FROM list_import i WHERE i.id = $1`, [
    id,
  ]);
  if (!record) throw new Refusal('not_found', { thing: 'list_import', id });
  return record;
}

export const readLines = (tx: Tx, id: string): Promise<LineRecord[]> =>
  queryRows(
    tx,
    LineRecord,
    'SELECT number, kind, sheet, row, said, unit, thing_id FROM list_import_row WHERE import_id = $1 ORDER BY number',
    [id],
  );

/** The same line of the same kind, wherever it was read from. */
export const digestOf = ({ kind, said, unit }: Pick<LineRecord, 'kind' | 'said' | 'unit'>): string =>
  createHash('sha256').update(canonicalJson({ kind, said, unit })).digest('hex');

export interface Judged {
  draft: DraftRow;
  /** The organisation of this credit code, else of this name. */
  ownerId: string | null;
  /** What the line was made into before, be it from this file or another. */
  double: string | null;
}

/** What a line becomes, as the lab stands now. */
export async function judge(tx: Tx, line: LineRecord, terms: Terms): Promise<Judged> {
  const draft = draftOfRow({ kind: line.kind, values: line.said, unit: line.unit }, terms);
  const ownerId = await ownerOf(tx, draft.owner);
  return { draft, ownerId, double: line.thing_id ? null : await doubleOf(tx, line, draft, ownerId) };
}

const OwnerOfRow = z.object({
  id: z.string(),
});

async function ownerOf(tx: Tx, { name, creditCode }: DraftRow['owner']): Promise<string | null> {
  const known = await queryRow(
    tx,
    OwnerOfRow,
    `SELECT id FROM organisation WHERE ($1::text IS NOT NULL AND credit_code = $1) OR $2 IN (name->>'zh', name->>'en')
     ORDER BY credit_code IS NOT DISTINCT FROM $1 DESC, created_at LIMIT 1`,
    [creditCode, name],
  );
  return known?.id ?? null;
}

const DoubleOfRow = z.object({
  thing_id: z.string().nullable(),
});

async function doubleOf(
  tx: Tx,
  line: LineRecord,
  draft: DraftRow,
  ownerId: string | null,
): Promise<string | null> {
  const same = await queryRow(
    tx,
    DoubleOfRow,
    `SELECT thing_id FROM list_import_row WHERE digest = $1 AND thing_id IS NOT NULL LIMIT 1`,
    [digestOf(line)],
  );
  if (same || !ownerId) return same?.thing_id ?? null;
  const title = draft.need?.title ?? draft.card?.title;
  const named = await queryRow(
    tx,
    OwnerOfRow,
    line.kind === 'opportunity'
      ? `SELECT id FROM scenario WHERE owner_id = $1 AND need->'title'->>$2 = $3 AND status <> 'withdrawn' LIMIT 1`
      : `SELECT id FROM solution WHERE owner_id = $1 AND card->'title'->>$2 = $3 AND status <> 'delisted' LIMIT 1`,
    [ownerId, title?.zh ? 'zh' : 'en', title?.zh ?? title?.en],
  );
  return named?.id ?? null;
}

export const stateOfLine = (line: LineRecord, { draft, double }: Judged): ImportRow['state'] =>
  line.thing_id
    ? 'imported'
    : double
      ? 'double'
      : draft.faults.some(({ stops }) => stops)
        ? 'faulty'
        : 'ready';

@Injectable()
export class ImportsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, query: Received<typeof listImports>['query']): Promise<Answer<typeof listImports>> {
    return this.database.asActor(actor, async (tx) => {
      const { rows, next, total } = await readPage(tx, {
        row: ImportRecord,
        select: columns,
        from: 'list_import i',
        id: 'i.id',
        where: new Where(),
        key: { sql: 'i.created_at', type: 'timestamptz' },
        page: query,
      });
      return { items: rows.map((row) => viewOf(row, actor)), next, total };
    });
  }

  read(actor: SignedIn, id: string): Promise<Answer<typeof readImport>> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readImportRecord(tx, id);
      const terms = await readTerms(tx);
      const lines: ImportRow[] = [];
      for (const line of await readLines(tx, id)) {
        const judged = await judge(tx, line, terms);
        lines.push({
          number: line.number,
          kind: line.kind,
          sheet: line.sheet,
          row: line.row,
          values: line.said,
          state: stateOfLine(line, judged),
          faults: judged.draft.faults,
          ownerKnown: judged.ownerId !== null,
          thingId: line.thing_id ?? judged.double,
        });
      }
      return { ...viewOf(record, actor), lines };
    });
  }
}
