import type { EditionContent, EditionFile, EditionKind, EditionRow } from '@scenario-lab/contracts/editions';
import type { Actor } from '@scenario-lab/domain/actor';
import { type EditionFacts, editionPolicy } from '@scenario-lab/domain/editions/editions.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { json, queryRow, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const EditionRecord = z.object({
  id: z.string(),
  status: z.string(),
  kind: word<EditionKind>(),
  number: z.number().nullable(),
  title: json<EditionRow['title']>(),
  note: json<NonNullable<EditionContent['note']>>().nullable(),
  item_ids: z.array(z.string()),
  contacts: z.boolean(),
  content: json<EditionContent>().nullable(),
  digest: z.string().nullable(),
  alone: z.boolean(),
  remark: z.string().nullable(),
  published_at: z.date().nullable(),
  updated_at: z.date(),
  prepared_by: z.array(z.string()),
  other_publisher: z.boolean(),
});
export type EditionRecord = z.output<typeof EditionRecord>;

/** SQL: who has had a hand in an edition named `d`. For the lab's readers. */
export const editionHands = `ARRAY(SELECT DISTINCT e.person_id FROM event e WHERE e.thing = 'edition' AND e.thing_id = d.id
  AND e.person_id IS NOT NULL AND e.event IN ('edition.created', 'edition.edited', 'edition.submitted'))`;
/** SQL: somebody who has had no hand in it may publish it. */
export const otherPublisher = `EXISTS (SELECT 1 FROM membership m JOIN organisation l ON l.id = m.organisation_id AND 'operate' = ANY(l.roles)
  JOIN person p ON p.id = m.person_id AND NOT p.suspended
  WHERE m.roles && ARRAY['operator', 'admin'] AND m.person_id <> app_person() AND m.person_id <> ALL(${editionHands}))`;

/** Columns of an `EditionRecord`, of an edition named `d`. Who prepared it the lab alone reads. */
export const editionColumns = (
  actor: Actor,
) => `d.id, d.status, d.kind, d.number, d.title, d.note, d.item_ids, d.contacts,
  d.content, d.digest, d.alone, d.remark, d.published_at, d.updated_at,
  ${
    actor === 'anonymous'
      ? `'{}'::uuid[] AS prepared_by, true AS other_publisher`
      : `CASE WHEN app_lab_reads() THEN ${editionHands} ELSE '{}'::uuid[] END AS prepared_by,
         CASE WHEN app_lab_reads() THEN ${otherPublisher} ELSE true END AS other_publisher`
  }`;

export async function readEditionRecord(tx: Tx, actor: Actor, id: string): Promise<EditionRecord | null> {
  const row = await queryRow(
    tx,
    EditionRecord,
    `SELECT ${editionColumns(actor)} FROM edition d WHERE d.id = $1 AND d.status <> 'new'`,
    [id],
  );
  return row ?? null;
}

export const editionFacts = (record: EditionRecord): EditionFacts => ({
  status: record.status,
  numbered: record.number !== null,
  preparedByPersonIds: record.prepared_by,
  otherPublisher: record.other_publisher,
});

export const editionRowOf = (record: EditionRecord, actor: Actor): EditionRow => ({
  id: record.id,
  kind: record.kind,
  status: record.status as EditionRow['status'],
  number: record.number,
  title: record.title,
  entries: record.content?.entries.length ?? record.item_ids.length,
  publishedAt: record.published_at?.toISOString() ?? null,
  updatedAt: record.updated_at.toISOString(),
  allowed: allowed(editionPolicy, actor, editionFacts(record)),
});

const ReadEditionBeforeRow = z.object({
  id: z.string(),
  number: z.number(),
  content: json<EditionContent>(),
});

/** The edition of its kind with the number before. */
export async function readEditionBefore(
  tx: Tx,
  kind: EditionKind,
  number: number | null,
): Promise<{ id: string; number: number; content: EditionContent } | null> {
  const row = await queryRow(
    tx,
    ReadEditionBeforeRow,
    `SELECT id, number, content FROM edition WHERE kind = $1 AND number < coalesce($2, 2147483647) ORDER BY number DESC LIMIT 1`,
    [kind, number],
  );
  return row ?? null;
}

const ReadEditionFilesRow = z.object({
  format: word<EditionFile['format']>(),
  language: z.string(),
  sha256: z.string(),
  bytes: z.string(),
});

export async function readEditionFiles(tx: Tx, id: string): Promise<EditionFile[]> {
  const rows = await queryRows(
    tx,
    ReadEditionFilesRow,
    'SELECT format, language, sha256, bytes FROM edition_file WHERE edition_id = $1 ORDER BY format, language DESC',
    [id],
  );
  return rows.map(({ language, bytes, ...file }) => ({
    ...file,
    language: language === 'zh' || language === 'en' ? language : null,
    bytes: Number(bytes),
  }));
}
