import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import type { decideChange, proposeChange } from '@scenario-lab/contracts/pilot-plan';
import { SavePilot } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { cannotChange, mayDecide } from '@scenario-lab/domain/pilots/plan-change';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdPilot, type PilotRecord } from './pilot-record.js';
import { checkPlan, criteriaOf, lockMilestones, type Plan, writePlan } from './plan.service.js';
import { readPlan } from './plan-record.js';

const events = { agree: 'change_agreed', decline: 'change_declined', withdraw: 'change_withdrawn' } as const;
const decided = { agree: 'agreed', decline: 'declined', withdraw: 'withdrawn' } as const;

const DecideRow = z.object({
  organisation_id: z.string(),
  before: json<unknown>().nullable(),
  after: json<unknown>().nullable(),
});

@Injectable()
export class ChangesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `duplicate` while another waits, `invalid_input` naming what cannot change, `nothing_changed`. */
  propose(
    actor: SignedIn,
    id: string,
    { reason, ...plan }: Received<typeof proposeChange>['body'],
  ): Promise<{ id: string }> {
    return this.database
      .asActor(actor, async (tx) => {
        const pilot = await lock(tx, actor, id, 'pilot.propose_change');
        const before = await readPlan(tx, id);
        await insistPossible(tx, pilot, before, plan);
        if (same(before, plan)) throw inputRefusal({ path: '', code: 'nothing_changed' });
        const change = newId();
        await execute(
          tx,
          `INSERT INTO pilot_change (id, pilot_id, reason, before, after, proposed_by, organisation_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            change,
            id,
            reason,
            JSON.stringify(before),
            JSON.stringify(plan),
            actor.personId,
            actor.organisationId,
          ],
        );
        await recordEvent(tx, {
          thing: 'pilot',
          id,
          event: 'pilot.change_proposed',
          by: actor,
          remark: reason,
        });
        return { id: change };
      })
      .catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'pilot_change' }) : error;
      });
  }

  /**
   * The other side's word. Agreed, the plan is what was asked for, its ticks kept; what was asked of a plan that has moved
   * since is asked again. Errors: `not_found` where nothing waits, `own_organisation` for a word on one's own request,
   * `changed_meanwhile`.
   */
  decide(
    actor: SignedIn,
    id: string,
    changeId: string,
    { decision, remark }: Received<typeof decideChange>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await lock(tx, actor, id, 'pilot.decide_change');
      const change = await queryRow(
        tx,
        DecideRow,
        `SELECT organisation_id, before, after FROM pilot_change WHERE id = $1 AND pilot_id = $2 AND decision IS NULL`,
        [changeId, id],
      );
      if (!change) throw new Refusal('not_found', { thing: 'pilot_change', id: changeId });
      // What a plan can say may have grown since it was asked for.
      const [before, after] = [SavePilot.parse(change.before), SavePilot.parse(change.after)];
      if (!mayDecide(change.organisation_id, actor.organisationId).includes(decision))
        throw new Refusal(decision === 'withdraw' ? 'not_yours' : 'own_organisation');
      if (decision === 'agree') {
        const now = await readPlan(tx, id);
        if (!same(now, before)) throw new Refusal('changed_meanwhile', { thing: 'pilot', id });
        await insistPossible(tx, pilot, now, after);
        await writePlan(tx, id, after, await lockMilestones(tx, id));
        await moveKpis(tx, id, after);
      }
      await execute(
        tx,
        `UPDATE pilot_change SET decision = $2, decided_by = $3, decided_at = clock_timestamp(), remark = $4 WHERE id = $1`,
        [changeId, decided[decision], actor.personId, remark || null],
      );
      await recordEvent(tx, {
        thing: 'pilot',
        id,
        event: `pilot.${events[decision]}`,
        by: actor,
        remark: remark || undefined,
      });
    });
  }
}

/** One at a time: what stands is read, compared and written. */
async function lock(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: 'pilot.propose_change' | 'pilot.decide_change',
): Promise<PilotRecord> {
  await holdPilot(tx, actor, id, action);
  await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [id]);
  return holdPilot(tx, actor, id, action);
}

async function insistPossible(tx: Tx, pilot: PilotRecord, before: Plan, after: Plan): Promise<void> {
  checkPlan(after, await criteriaOf(tx, pilot.engagement_id));
  const faults = cannotChange(before, after);
  if (faults.length > 0) throw inputRefusal(...faults);
}

/** What is asked of an indicator, in its place; the points recorded hang on the indicator itself. */
async function moveKpis(tx: Tx, id: string, plan: Plan): Promise<void> {
  for (const [position, kpi] of plan.kpis.entries())
    await execute(
      tx,
      `UPDATE kpi SET name = $3, unit = $4, baseline = $5, target = $6, observations = $7, position = $8, plausible = $9
       WHERE pilot_id = $1 AND criterion_key = $2`,
      [
        id,
        kpi.criterion.id,
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

/** Letter by letter, whatever order the keys are in. */
const same = (one: Plan, other: Plan) => canonicalJson(one) === canonicalJson(other);
