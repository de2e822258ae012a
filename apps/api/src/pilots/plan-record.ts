import { SavePilot } from '@scenario-lab/contracts/pilots';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import type { Plan } from './plan.service.js';

const ReadPlanRow = z.object({
  from: z.string().nullable(),
  until: z.string().nullable(),
  sites: json<unknown>().nullable(),
  conditions: json<unknown>().nullable(),
  risks: json<unknown>().nullable(),
  safeguards: json<unknown>().nullable(),
  design: json<unknown>().nullable(),
  milestones: json<unknown>().nullable(),
  kpis: json<unknown>().nullable(),
});

/** The plan as it stands, in the form it is written in; what was ticked is no part of it. */
export async function readPlan(tx: Tx, id: string): Promise<Plan> {
  const row = await queryRow(
    tx,
    ReadPlanRow,
    `SELECT p.from_day::text AS from, p.until_day::text AS until, p.sites, p.conditions, p.risks, p.safeguards, p.design,
       (SELECT coalesce(json_agg((m.one - 'done') ORDER BY m.place), '[]')
        FROM jsonb_array_elements(p.milestones) WITH ORDINALITY AS m (one, place)) AS milestones,
       (SELECT json_agg(json_build_object('criterion', json_build_object('id', k.criterion_key), 'name', k.name, 'unit', k.unit,
          'baseline', k.baseline, 'target', k.target, 'observations', k.observations, 'plausible', k.plausible) ORDER BY k.position)
        FROM kpi k WHERE k.pilot_id = p.id) AS kpis
     FROM pilot p WHERE p.id = $1`,
    [id],
  );
  return SavePilot.parse(row);
}
