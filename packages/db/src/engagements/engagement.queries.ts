import type { EngagementRow } from '@scenario-lab/contracts/engagements';
import { pilotMachine } from '@scenario-lab/contracts/pilots/pilot.machine';
import type { Actor } from '@scenario-lab/domain/actor';
import { type EngagementFacts, engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { type EngagementStatus, railOf, stageOf } from '@scenario-lab/domain/engagements/stage';
import { mayPlan } from '@scenario-lab/domain/pilots/pilots.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const EngagementRecord = z.object({
  id: z.string(),
  status: word<EngagementStatus>(),
  /** The status before the last change: the stage an ended engagement broke off in. */
  left_from: word<EngagementStatus>().nullable(),
  scenario: json<EngagementRow['scenario']>(),
  solution: json<EngagementRow['solution']>(),
  vendor: json<EngagementRow['vendor']>(),
  department: json<EngagementRow['department']>(),
  updated_at: z.date(),
  pilot_live: z.boolean(),
  partners: z.array(z.string()),
});
export type EngagementRecord = z.output<typeof EngagementRecord>;

/** The status an engagement was in before its last change. */
export const leftFromSql = `(SELECT v.from_status FROM event v WHERE v.thing_id = e.id AND v.to_status = e.status
  AND v.from_status IS NOT NULL ORDER BY v.seq DESC LIMIT 1)`;

const livePilots = pilotMachine.live.map((status) => `'${status}'`).join(', ');
/** A pilot of engagement `e` is planned or under way. */
export const pilotLiveSql = `EXISTS (SELECT 1 FROM pilot p WHERE p.engagement_id = e.id AND p.status IN (${livePilots}))`;

/** Columns of an `EngagementRecord`, from `engagementFrom`. */
export const engagementColumns = `e.id, e.status, ${leftFromSql} AS left_from, e.updated_at, ${pilotLiveSql} AS pilot_live,
  jsonb_build_object('id', f.scenario_id, 'title', f.scenario_title) AS scenario,
  jsonb_build_object('id', f.solution_id, 'title', f.solution_title) AS solution,
  jsonb_build_object('id', vo.id, 'name', vo.name) AS vendor,
  jsonb_build_object('id', dp.id, 'name', dp.name) AS department,
  ARRAY(SELECT w.organisation_id::text FROM engagement_member w WHERE w.engagement_id = e.id AND w.role = 'member') AS partners`;

/** Who carries engagement `id` together, the lead first; empty where one vendor does. */
export const engagementMembersSql = (id: string) => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'organisation', jsonb_build_object('id', o.id, 'name', o.name), 'role', w.role, 'part', w.part, 'share', w.share) ORDER BY w.place), '[]')
  FROM engagement_member w JOIN organisation o ON o.id = w.organisation_id WHERE w.engagement_id = ${id})`;

export const engagementFrom = `engagement e JOIN engagement_face f ON f.engagement_id = e.id
  JOIN organisation vo ON vo.id = e.vendor_id JOIN organisation dp ON dp.id = e.department_id`;

export function engagementFactsOf(record: EngagementRecord): EngagementFacts {
  return {
    status: record.status,
    vendorOrganisationId: record.vendor.id,
    partnerOrganisationIds: record.partners,
    departmentOrganisationId: record.department.id,
    pilotLive: record.pilot_live,
  };
}

export async function readEngagementRecord(tx: Tx, id: string): Promise<EngagementRecord | null> {
  const record = await queryRow(
    tx,
    EngagementRecord,
    `SELECT ${engagementColumns} FROM ${engagementFrom} WHERE e.id = $1 AND e.status <> 'new'`,
    [id],
  );
  return record ?? null;
}

export function engagementRowOf(record: EngagementRecord, actor: Actor): EngagementRow {
  const leftFrom = record.left_from ?? undefined;
  return {
    id: record.id,
    status: record.status,
    stage: stageOf(record.status, leftFrom),
    rail: [...railOf(record.status, leftFrom)],
    scenario: record.scenario,
    solution: record.solution,
    vendor: record.vendor,
    department: record.department,
    updatedAt: record.updated_at.toISOString(),
    allowed: [
      ...allowed(engagementPolicy, actor, engagementFactsOf(record)),
      ...(mayPlan(actor, engagementFactsOf(record)) ? ['pilot.plan'] : []),
    ],
  };
}
