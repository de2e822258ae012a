import type { SampleRow } from '@scenario-lab/contracts/dispatch';
import { DispatchRule } from '@scenario-lab/contracts/tickets';
import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { refOf } from './ticket-record.js';

/** The directory as it stands, by what its rules are about. */
export async function readRules(tx: Tx): Promise<DispatchRule[]> {
  const rows = await queryRows(
    tx,
    DispatchRule,
    `SELECT r.id, r.category, r.region, r.pilot_id AS "pilotId", ${refOf('r.department_id')} AS department,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) ORDER BY o.id), '[]')
        FROM organisation o WHERE o.id = ANY(r.co_handler_ids)) AS "coHandlers",
       r.respond_hours AS "respondHours", r.resolve_hours AS "resolveHours", r.note
     FROM dispatch_rule r WHERE r.ended_at IS NULL ORDER BY r.category NULLS LAST, r.region NULLS LAST, r.id`,
  );
  return rows;
}

/** Reached by a call of the sample `s`, or by an answer to a letter, which is none the less one. */
export const reachedIn = `f.reached AND (f.sample_id = s.id
  OR (f.via = 'mail' AND f.ticket_id = ANY(s.ticket_ids) AND f.created_at >= s.from_day::timestamptz))`;
const columns = `s.id, s.from_day::text AS "from", s.until_day::text AS until, s.share, s.seed, cardinality(s.ticket_ids) AS drawn,
  s.population AS of, (SELECT count(DISTINCT f.ticket_id)::int FROM ticket_follow_up f WHERE ${reachedIn}) AS called,
  s.created_at AS "createdAt"`;

const ReadSamplesRow = z.object({
  id: z.string(),
  of: z.number(),
  from: z.string(),
  seed: z.string(),
  share: z.number(),
  until: z.string(),
  drawn: z.number(),
  called: z.number(),
  createdAt: z.date(),
});

export async function readSamples(tx: Tx, id?: string): Promise<SampleRow[]> {
  const rows = await queryRows(
    tx,
    ReadSamplesRow,
    `SELECT ${columns} FROM ticket_sample s WHERE $1::uuid IS NULL OR s.id = $1 ORDER BY s.created_at DESC, s.id LIMIT 100`,
    [id ?? null],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
