import type { Known } from '@scenario-lab/domain/cases/names-left';
import { z } from 'zod';
import { json, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

const KnownRow = z.object({
  kind: word<Known['kind']>(),
  text: json<NonNullable<Known['text']>>().nullable(),
});

/** What would tell whose a case is, as far as the reader may know it: the lab all of it, a department its own people. */
export async function knownNames(tx: Tx, caseId: string): Promise<Known[]> {
  return queryRows(
    tx,
    KnownRow,
    `WITH told AS (SELECT c.id, c.pilot_id, c.scenario_id, c.department_id, c.vendor_id, c.solution_id, p.engagement_id, p.sites
       FROM lab_case c JOIN pilot p ON p.id = c.pilot_id WHERE c.id = $1)
     SELECT 'organisation' AS kind, o.name AS text FROM organisation o, told WHERE o.id IN (told.department_id, told.vendor_id)
     UNION ALL
     SELECT 'title', s.need->'title' FROM scenario s JOIN told ON told.scenario_id = s.id
     UNION ALL
     SELECT 'title', coalesce(n.listed, n.card)->'title' FROM solution n JOIN told ON told.solution_id = n.id
     UNION ALL
     SELECT 'site', site FROM told, jsonb_array_elements(told.sites) AS site
     UNION ALL
     SELECT 'person', s.need->'contact'->'name' FROM scenario s JOIN told ON told.scenario_id = s.id
     UNION ALL
     SELECT DISTINCT 'person', to_jsonb(p.name) FROM person p, told
       WHERE p.id IN (SELECT e.person_id FROM event e WHERE e.thing_id IN (told.id, told.pilot_id, told.engagement_id))`,
    [caseId],
  );
}
