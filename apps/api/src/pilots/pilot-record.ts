import type { Design } from '@scenario-lab/contracts/pilot-design';
import type { PilotRow } from '@scenario-lab/contracts/pilots';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { type PilotFacts, pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { type ActionOf, allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { enoughSql } from './point-rules.js';

type Row = z.infer<typeof PilotRow>;

export const PilotRecord = z.object({
  id: z.string(),
  engagement_id: z.string(),
  engagement_status: z.string(),
  status: word<Row['status']>(),
  from_day: z.string(),
  until_day: z.string(),
  sites: z.array(z.string()),
  design: json<Design>().nullable(),
  /** Midnights of the lab's time zone, which is the session's. */
  window_from: z.date(),
  window_until: z.date(),
  scenario: json<Row['scenario']>(),
  solution: json<Row['solution']>(),
  vendor: json<Row['vendor']>(),
  department: json<Row['department']>(),
  enough: z.boolean(),
});
export type PilotRecord = z.output<typeof PilotRecord>;

/** Columns of a `PilotRecord`, from `pilotFrom`. Observations are counted only where acceptance hangs on them. */
export const pilotColumns = `p.id, p.engagement_id, e.status AS engagement_status, p.status, p.from_day::text, p.until_day::text,
  p.sites, p.design, p.from_day::timestamptz AS window_from, (p.until_day + 1)::timestamptz AS window_until,
  jsonb_build_object('id', f.scenario_id, 'title', f.scenario_title) AS scenario,
  jsonb_build_object('id', f.solution_id, 'title', f.solution_title) AS solution,
  jsonb_build_object('id', vo.id, 'name', vo.name) AS vendor,
  jsonb_build_object('id', dp.id, 'name', dp.name) AS department,
  p.status = 'evaluating' AND ${enoughSql} AS enough`;

export const pilotFrom = `pilot p JOIN engagement e ON e.id = p.engagement_id
  JOIN engagement_face f ON f.engagement_id = e.id
  JOIN organisation vo ON vo.id = e.vendor_id JOIN organisation dp ON dp.id = e.department_id`;

export function pilotFactsOf(record: PilotRecord): PilotFacts {
  return {
    status: record.status,
    vendorOrganisationId: record.vendor.id,
    departmentOrganisationId: record.department.id,
    enoughObservations: record.enough,
  };
}

export async function readPilotRecord(tx: Tx, id: string): Promise<PilotRecord> {
  const record = await queryRow(
    tx,
    PilotRecord,
    `SELECT ${pilotColumns} FROM ${pilotFrom} WHERE p.id = $1 AND p.status <> 'new'`,
    [id],
  );
  if (!record) throw new Refusal('not_found', { thing: 'pilot', id });
  return record;
}

type Action = ActionOf<typeof pilotPolicy>;

/** The pilot, if the actor may do that with it now. */
export async function holdPilot(tx: Tx, actor: SignedIn, id: string, action: Action): Promise<PilotRecord> {
  const record = await readPilotRecord(tx, id);
  demand(may(pilotPolicy, actor, action, pilotFactsOf(record)), { thing: 'pilot', status: record.status });
  return record;
}

export function pilotRowOf(record: PilotRecord, actor: Actor): Row {
  return {
    id: record.id,
    engagementId: record.engagement_id,
    status: record.status,
    scenario: record.scenario,
    solution: record.solution,
    vendor: record.vendor,
    department: record.department,
    from: record.from_day,
    until: record.until_day,
    sites: record.sites,
    allowed: allowed(pilotPolicy, actor, pilotFactsOf(record)),
  };
}
