import type { Routing, RoutingSuggestion } from '@scenario-lab/contracts/ticket-routing';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { refOf } from './ticket-record.js';

type Candidate = Routing['candidates'][number];

/** Stands, and so may be listened to. */
const stands = `c.status IN ('valid', 'watch') AND c.expires_at > now()`;
const title = `(SELECT coalesce(a.listed, a.card)->'title' FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id WHERE v.id = c.algorithm_version_id)`;

const CandidateRow = z.object({
  certificate: z.string(),
  algorithm: json<Candidate['algorithm']>(),
  vendor: json<Candidate['vendor']>(),
  benchmark: json<Candidate['benchmark']>(),
  textColumns: z.array(z.string()),
  classes: z.array(z.string()),
});

/**
 * Certificates on telling classes apart in an exam with a column of text and no pictures; the classes as its result names
 * them. A column that groups or slices the rows, a street or a channel, holds no words of a citizen's.
 */
export async function readCandidates(tx: Tx): Promise<Candidate[]> {
  return await queryRows(
    tx,
    CandidateRow,
    `SELECT c.number AS certificate, ${title} AS algorithm, ${refOf('c.vendor_id')} AS vendor, m.title AS benchmark,
       columns.names AS "textColumns", x.body->'plots'->'confusion'->'classes' AS classes
     FROM certificate c JOIN benchmark_version b ON b.id = c.benchmark_version_id JOIN benchmark m ON m.id = b.benchmark_id
       JOIN result x ON x.run_id = c.run_id AND x.edition = 'owner'
       CROSS JOIN LATERAL (SELECT array_agg(e->>'name') AS names FROM jsonb_array_elements(b.columns) e
         WHERE e->>'type' = 'string' AND e->>'role' = 'feature' AND b.plan->'features' ? (e->>'name')) AS columns
     WHERE ${stands} AND b.plan->>'task' = 'multiclass' AND columns.names IS NOT NULL
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(b.columns) e
         WHERE e->>'type' = 'image' AND b.plan->'features' ? (e->>'name'))
       AND jsonb_typeof(x.body->'plots'->'confusion'->'classes') = 'array'
     ORDER BY c.issued_at DESC LIMIT 50`,
  );
}

type Row = Omit<NonNullable<Routing['choice']>, 'chosenAt' | 'classes'> & {
  chosen_at: Date;
  classes: { class: string; departmentId: string | null }[];
};

const Shape = z.object({
  id: z.string(),
  by: z.string(),
  algorithm: json<Row['algorithm']>(),
  certificate: z.string(),
  failed: z.number(),
  followed: z.number(),
  decided: z.number(),
  textColumn: z.string(),
  speaks: z.boolean(),
  chosen_at: z.date(),
  classes: json<{ class: string; departmentId: string | null }[]>(),
});

const ReadChoiceRow = z.object({
  id: z.string(),
  name: json<{ zh?: string; en?: string }>(),
});

/** What is asked now, and how often the desk went where it pointed before it was dispatched. */
export async function readChoice(tx: Tx): Promise<Routing['choice']> {
  const row = await queryRow(
    tx,
    Shape,
    `SELECT h.id, c.number AS certificate, ${title} AS algorithm, h.text_column AS "textColumn", h.classes, h.chosen_at,
       coalesce(person_name(h.chosen_by), '') AS by, ${stands} AS speaks,
       (SELECT count(*)::int FROM ticket_suggestion s JOIN ticket t ON t.id = s.ticket_id WHERE s.choice_id = h.id
          AND s.department_id IS NOT NULL AND t.first_department_id IS NOT NULL) AS decided,
       (SELECT count(*)::int FROM ticket_suggestion s JOIN ticket t ON t.id = s.ticket_id WHERE s.choice_id = h.id
          AND s.department_id = t.first_department_id) AS followed,
       (SELECT count(*)::int FROM ticket_suggestion s WHERE s.choice_id = h.id AND s.problem IS NOT NULL) AS failed
     FROM routing_choice h JOIN certificate c ON c.id = h.certificate_id WHERE h.active`,
  );
  if (!row) return null;
  const { chosen_at, classes, ...choice } = row;
  const ids = classes.flatMap(({ departmentId }) => departmentId ?? []);
  const names = await queryRows(tx, ReadChoiceRow, 'SELECT id, name FROM organisation WHERE id = ANY($1)', [
    ids,
  ]);
  return {
    ...choice,
    chosenAt: chosen_at.toISOString(),
    classes: classes.map((one) => ({
      class: one.class,
      department: names.find(({ id }) => id === one.departmentId) ?? null,
    })),
  };
}

type ReadSuggestionAnswer = Omit<RoutingSuggestion, 'at'> & { at: Date };

const ReadSuggestionRow = z.object({
  department: json<NonNullable<ReadSuggestionAnswer['department']>>().nullable(),
  algorithm: json<ReadSuggestionAnswer['algorithm']>(),
  certificate: z.string(),
  class: z.string(),
  confidence: z.number().nullable(),
  at: z.date(),
});

/** Of one ticket; nothing from a choice that has ended or whose certificate does not stand. */
export async function readSuggestion(tx: Tx, ticketId: string): Promise<RoutingSuggestion | null> {
  const row = await queryRow(
    tx,
    ReadSuggestionRow,
    `SELECT c.number AS certificate, ${title} AS algorithm, s.class, ${refOf('s.department_id')} AS department, s.confidence, s.at
     FROM ticket_suggestion s JOIN routing_choice h ON h.id = s.choice_id AND h.active JOIN certificate c ON c.id = h.certificate_id
     WHERE s.ticket_id = $1 AND s.class IS NOT NULL AND ${stands}`,
    [ticketId],
  );
  return row ? { ...row, at: row.at.toISOString() } : null;
}
