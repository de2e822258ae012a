import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { SaveScenario, ScenarioRow } from '@scenario-lab/contracts/scenarios';
import type { Actor } from '@scenario-lab/domain/actor';
import { allowed } from '@scenario-lab/domain/policy';
import { type GateState, gatesOf } from '@scenario-lab/domain/scenarios/gates';
import { type ScenarioFacts, scenarioPolicy } from '@scenario-lab/domain/scenarios/scenarios.policy';
import { z } from 'zod';
import { heldBadges } from '../badges/held-badges.js';
import { json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

export const ScenarioRecord = z.object({
  id: z.string(),
  owner: json<{ id: string; name: { zh?: string; en?: string } }>(),
  owner_verified: z.boolean(),
  status: z.string(),
  need: json<SaveScenario>(),
  remark: z.string().nullable(),
  updated_at: z.date(),
  open_benchmarks: z.number(),
  joint_unsettled: z.boolean(),
  badges: json<ScenarioRow['badges']>(),
  /** Engagements the reader can see, and whether one of them is live. */
  engagements: z.number(),
  engagement_live: z.boolean(),
});
export type ScenarioRecord = z.output<typeof ScenarioRecord>;

/** What everybody may see. */
export const publicScenario = ['published', 'closed', 'archived'] as const;

const live = engagementMachine.live.map((status) => `'${status}'`).join(', ');
const openBenchmarks = `(SELECT count(*)::int FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
  WHERE b.scenario_id = s.id AND v.status = 'open')`;

/** Columns of a `ScenarioRecord`, of a scenario named `s` and its owner named `o`. Visitors see no engagement. */
export const scenarioColumns = (
  actor: Actor,
) => `s.id, jsonb_build_object('id', o.id, 'name', o.name) AS owner, o.verified AS owner_verified,
  s.status, s.need, s.remark, s.updated_at, ${openBenchmarks} AS open_benchmarks,
  EXISTS (SELECT 1 FROM joint_need j WHERE j.scenario_id = s.id AND j.status = 'agreed') AS joint_unsettled,
  ${heldBadges('s.id')} AS badges,
  ${
    actor === 'anonymous'
      ? '0 AS engagements, false AS engagement_live'
      : `(SELECT count(*)::int FROM engagement e WHERE e.scenario_id = s.id) AS engagements,
         EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id AND e.status IN (${live})) AS engagement_live`
  }`;
export const scenarioFrom = 'scenario s JOIN organisation o ON o.id = s.owner_id';

export async function readScenarioRecord(tx: Tx, actor: Actor, id: string): Promise<ScenarioRecord | null> {
  const row = await queryRow(
    tx,
    ScenarioRecord,
    `SELECT ${scenarioColumns(actor)} FROM ${scenarioFrom} WHERE s.id = $1`,
    [id],
  );
  return row ?? null;
}

export function gatesOfRecord({ need, owner, open_benchmarks }: ScenarioRecord): GateState[] {
  return gatesOf({
    problem: need.problem?.zh ?? need.problem?.en ?? null,
    ownerOrganisationId: owner.id,
    contact: need.contact?.name ?? null,
    criteria: need.criteria.length,
    openBenchmarks: open_benchmarks,
    budgetOwner: need.budgetOwner,
    procurementRoute: need.procurementRoute,
    decisionDate: need.decisionDate,
  });
}

export function scenarioFacts(record: ScenarioRecord): ScenarioFacts {
  return {
    ownerOrganisationId: record.owner.id,
    status: record.status,
    publishable: gatesOfRecord(record)[0]?.missing.length === 0,
    hasCriteria: record.need.criteria.length > 0,
    engagementLive: record.engagement_live,
    ownerVerified: record.owner_verified,
    jointUnsettled: record.joint_unsettled,
  };
}

export function scenarioRowOf(record: ScenarioRecord, actor: Actor): ScenarioRow {
  const { need } = record;
  return {
    id: record.id,
    title: need.title,
    owner: record.owner,
    status: record.status as ScenarioRow['status'],
    field: need.field,
    region: need.region,
    task: need.task,
    // Needs of earlier versions have none.
    subject: need.subject ?? null,
    criteria: need.criteria,
    budget: need.budget,
    deadline: need.deadline,
    gates: gatesOfRecord(record),
    engagements: record.engagements,
    badges: record.badges,
    updatedAt: record.updated_at.toISOString(),
    allowed: allowed(scenarioPolicy, actor, scenarioFacts(record)),
  };
}

const written = (path: string) => `coalesce(btrim(s.need->>'${path}'), '') <> ''`;
const published = `s.need->'problem' IS NOT NULL AND jsonb_typeof(s.need->'problem') = 'object'
  AND jsonb_typeof(s.need->'contact') = 'object'`;
const testable = `${published} AND jsonb_array_length(s.need->'criteria') > 0 AND ${openBenchmarks} > 0`;

/** The three gates as conditions of a list; `gatesOf` of the domain answers for one need, a test holds them together. */
export const gateSql = {
  published,
  open_for_test: testable,
  open_for_award: `${testable} AND ${written('budgetOwner')} AND ${written('procurementRoute')} AND ${written('decisionDate')}`,
} as const;
