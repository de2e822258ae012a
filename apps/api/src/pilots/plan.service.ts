import { Inject, Injectable } from '@nestjs/common';
import type { SavePilot } from '@scenario-lab/contracts/pilots';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readEngagementRecord } from '@scenario-lab/db/engagements/engagement.queries';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Plan = z.output<typeof SavePilot>;

@Injectable()
export class PlanService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** One pilot per engagement, planned once it is validated. */
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
        if (engagement.status !== 'validated') {
          throw new Refusal('wrong_status', { thing: 'engagement', status: engagement.status });
        }
        check(plan);
        const id = newId();
        await insert(tx, id, engagementId, plan);
        await transition(tx, 'pilot', id, 'plan', { by: actor });
        return { id };
      })
      .catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'pilot' }) : error;
      });
  }
}

/** Days outside this century are slips of the pen, and some of them no calendar of the database holds. */
const century = ['2000-01-01', '2099-12-31'] as const;

function check(plan: Plan): void {
  if (plan.from < century[0]) throw inputRefusal({ path: 'from', code: 'too_early' });
  if (plan.until > century[1]) throw inputRefusal({ path: 'until', code: 'too_late' });
  if (plan.until < plan.from) throw inputRefusal({ path: 'until', code: 'ends_before_it_begins' });
  const seen = new Set<string>();
  plan.kpis.forEach(({ criterion }, index) => {
    if (seen.has(criterion.id)) {
      throw inputRefusal({ path: `kpis.${index}.criterion.id`, code: 'named_twice' });
    }
    seen.add(criterion.id);
  });
}

async function insert(tx: Tx, id: string, engagementId: string, plan: Plan): Promise<void> {
  await tx.query(
    `INSERT INTO pilot (id, engagement_id, from_day, until_day, sites, conditions, milestones)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      engagementId,
      plan.from,
      plan.until,
      JSON.stringify(plan.sites),
      plan.conditions && JSON.stringify(plan.conditions),
      JSON.stringify(plan.milestones),
    ],
  );
  for (const [position, kpi] of plan.kpis.entries()) {
    await tx.query(
      `INSERT INTO kpi (id, pilot_id, criterion_key, criterion, name, unit, baseline, target, observations, position)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId(),
        id,
        kpi.criterion.id,
        JSON.stringify(kpi.criterion),
        JSON.stringify(kpi.name),
        kpi.unit,
        kpi.baseline,
        kpi.target,
        kpi.observations,
        position,
      ],
    );
  }
}
