import { Inject, Injectable } from '@nestjs/common';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { SavePilot } from '@scenario-lab/contracts/pilots';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readEngagementRecord } from '@scenario-lab/db/engagements/engagement.queries';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';

export type Plan = z.output<typeof SavePilot>;

const TickRow = z.object({
  at: z.date(),
});

@Injectable()
export class PlanService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** One pilot of an engagement at a time, planned once it is validated or awarded. */
  plan(actor: SignedIn, engagementId: string, plan: Plan): Promise<{ id: string }> {
    return this.database
      .asActor(actor, async (tx) => {
        const engagement = await readEngagementRecord(tx, engagementId);
        if (!engagement) throw new Refusal('not_found', { thing: 'engagement', id: engagementId });
        demand(
          may(pilotPolicy, actor, 'pilot.plan', {
            status: null,
            vendorOrganisationId: engagement.vendor.id,
            departmentOrganisationId: engagement.department.id,
            enoughObservations: false,
          }),
        );
        if (!['validated', 'awarded'].includes(engagement.status)) {
          throw new Refusal('wrong_status', { thing: 'engagement', status: engagement.status });
        }
        const criteria = await criteriaOf(tx, engagementId);
        checkPlan(plan, criteria);
        const id = newId();
        await execute(
          tx,
          `INSERT INTO pilot (id, engagement_id, from_day, until_day, sites) VALUES ($1, $2, $3, $4, '[]')`,
          [id, engagementId, plan.from, plan.until],
        );
        await writePlan(tx, id, plan, []);
        await writeKpis(tx, id, plan, criteria);
        await transition(tx, 'pilot', id, 'plan', { by: actor });
        return { id };
      })
      .catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'pilot' }) : error;
      });
  }

  /** The plan anew. Nothing has been observed before the first day, so its indicators are written anew too. */
  edit(actor: SignedIn, id: string, plan: Plan, seen: string | null): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, 'pilot.edit');
      await insistUnchanged(tx, 'pilot', id, seen);
      const before = await lockMilestones(tx, id);
      const pilot = await holdPilot(tx, actor, id, 'pilot.edit');
      const criteria = await criteriaOf(tx, pilot.engagement_id);
      checkPlan(plan, criteria);
      await execute(tx, 'DELETE FROM kpi WHERE pilot_id = $1', [id]);
      await writePlan(tx, id, plan, before);
      await writeKpis(tx, id, plan, criteria);
      await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.replanned', by: actor });
    });
  }

  /** Ticks a milestone with the hour and who did it, or takes the tick back. */
  tick(actor: SignedIn, id: string, milestoneId: string, done: boolean): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, 'pilot.tick');
      const milestones = await lockMilestones(tx, id);
      await holdPilot(tx, actor, id, 'pilot.tick');
      const milestone = milestones.find((one) => one.id === milestoneId);
      if (!milestone) throw new Refusal('not_found', { thing: 'milestone', id: milestoneId });
      // Ticked twice it keeps the first hand's name.
      if (Boolean(milestone.done) === done) return;
      const by = { personId: actor.personId, organisationId: actor.organisationId };
      const { at } = await queryOne(tx, TickRow, 'SELECT clock_timestamp() AS at');
      const next = milestones.map((one) =>
        one.id === milestoneId ? { ...one, done: done ? { at, ...by } : null } : one,
      );
      await execute(tx, 'UPDATE pilot SET milestones = $2, updated_at = clock_timestamp() WHERE id = $1', [
        id,
        JSON.stringify(next),
      ]);
      const event = done ? 'pilot.milestone_done' : 'pilot.milestone_reopened';
      await recordEvent(tx, { thing: 'pilot', id, event, by: actor });
    });
  }
}

const LockMilestonesRow = z.object({
  milestones: json<Kept[]>().nullable(),
});

export async function lockMilestones(tx: Tx, id: string): Promise<Kept[]> {
  const row = await queryRow(tx, LockMilestonesRow, 'SELECT milestones FROM pilot WHERE id = $1 FOR UPDATE', [
    id,
  ]);
  return row?.milestones ?? [];
}

export type Kept = { id: string; done?: unknown };

/** Days outside this century are slips of the pen, and some of them no calendar of the database holds. */
const century = ['2000-01-01', '2099-12-31'] as const;

const CriteriaOfRow = z.object({
  criteria: json<Criterion[]>().nullable(),
});

/** What the need asks for, by the criterion's id: a plan names a criterion and never says what it is. */
export async function criteriaOf(tx: Tx, engagementId: string): Promise<Map<string, Criterion>> {
  const row = await queryRow(
    tx,
    CriteriaOfRow,
    `SELECT s.need->'criteria' AS criteria FROM engagement e JOIN scenario s ON s.id = e.scenario_id WHERE e.id = $1`,
    [engagementId],
  );
  return new Map((row?.criteria ?? []).map((criterion) => [criterion.id, criterion]));
}

export function checkPlan(plan: Plan, criteria: ReadonlyMap<string, Criterion>): void {
  if (plan.from < century[0]) throw inputRefusal({ path: 'from', code: 'too_early' });
  if (plan.until > century[1]) throw inputRefusal({ path: 'until', code: 'too_late' });
  if (plan.until < plan.from) throw inputRefusal({ path: 'until', code: 'ends_before_it_begins' });
  const seen = new Set<string>();
  plan.milestones.forEach(({ from, due }, index) => {
    if (from !== null && from > due)
      throw inputRefusal({ path: `milestones.${index}.due`, code: 'ends_before_it_begins' });
  });
  checkDesign(plan);
  plan.kpis.forEach(({ criterion }, index) => {
    if (!criteria.has(criterion.id)) {
      throw inputRefusal({ path: `kpis.${index}.criterion.id`, code: 'unknown_criterion' });
    }
    if (seen.has(criterion.id)) {
      throw inputRefusal({ path: `kpis.${index}.criterion.id`, code: 'named_twice' });
    }
    seen.add(criterion.id);
  });
}

/** There is a time before, and a site where it is in effect. */
function checkDesign({ design, from, until, sites }: Plan): void {
  if (!design) return;
  if (design.from <= from) throw inputRefusal({ path: 'design.from', code: 'too_early' });
  if (design.from > until) throw inputRefusal({ path: 'design.from', code: 'after_the_pilot' });
  if (design.kind !== 'control_sites') return;
  design.controls.forEach((site, index) => {
    if (!sites.includes(site))
      throw inputRefusal({ path: `design.controls.${index}`, code: 'not_a_site_of_the_pilot' });
    if (design.controls.indexOf(site) < index)
      throw inputRefusal({ path: `design.controls.${index}`, code: 'named_twice' });
  });
  if (sites.every((site) => design.controls.includes(site)))
    throw inputRefusal({ path: 'design.controls', code: 'no_site_left' });
}

/** The plan as it now stands; a milestone known by its id keeps its tick, whatever it is called now. */
export async function writePlan(tx: Tx, id: string, plan: Plan, before: readonly Kept[]): Promise<void> {
  const ticks = new Map(before.map((milestone) => [milestone.id, milestone.done ?? null]));
  const milestones = plan.milestones.map(({ id: known, title, from, due, owner }) => {
    const kept = known !== undefined && ticks.has(known);
    return { id: kept ? known : newId(), title, from, due, owner, done: kept ? ticks.get(known) : null };
  });
  await execute(
    tx,
    `UPDATE pilot SET from_day = $2, until_day = $3, sites = $4, conditions = $5, milestones = $6, risks = $7,
       safeguards = $8, design = $9,
       design_changed_at = CASE WHEN status IN ('new', 'planned') OR design IS NOT DISTINCT FROM $9 THEN design_changed_at ELSE now() END,
       updated_at = ${savedAtSql} WHERE id = $1`,
    [
      id,
      plan.from,
      plan.until,
      JSON.stringify(plan.sites),
      plan.conditions && JSON.stringify(plan.conditions),
      JSON.stringify(milestones),
      JSON.stringify(plan.risks),
      JSON.stringify(plan.safeguards),
      plan.design && JSON.stringify(plan.design),
    ],
  );
}

/** Nothing has been observed yet: the indicators as the plan has them. */
async function writeKpis(
  tx: Tx,
  id: string,
  plan: Plan,
  criteria: ReadonlyMap<string, Criterion>,
): Promise<void> {
  for (const [position, kpi] of plan.kpis.entries()) {
    await execute(
      tx,
      `INSERT INTO kpi (id, pilot_id, criterion_key, criterion, name, unit, baseline, target, observations, position, plausible)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        newId(),
        id,
        kpi.criterion.id,
        JSON.stringify(criteria.get(kpi.criterion.id)),
        JSON.stringify(kpi.name),
        kpi.unit,
        kpi.baseline,
        kpi.target,
        kpi.observations,
        position,
        kpi.plausible && JSON.stringify(kpi.plausible),
      ],
    );
  }
}
