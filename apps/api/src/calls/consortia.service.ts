import { Inject, Injectable } from '@nestjs/common';
import type { saveConsortium } from '@scenario-lab/contracts/consortia';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { consortiumPolicy } from '@scenario-lab/domain/calls/consortium.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { lockBids, withdrawStanding } from './bid-lock.js';
import { confirmedElsewhere, consortiumFactsOf, ledBy } from './consortium-rows.js';
import { callOf } from './hold-call.js';

type Plan = Received<typeof saveConsortium>['body'];
type Deed = 'confirm' | 'leave' | 'dissolve';

const LeaveRow = z.object({
  left: z.boolean().nullable(),
});

const HoldRow = z.object({
  call_id: z.string(),
  role: word<'lead' | 'member'>(),
  confirmed: z.boolean(),
});

/** Vendors that offer together. Nobody else learns of it before the bids are opened, the lab and the department included. */
@Injectable()
export class ConsortiaService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `duplicate` where the lead has confirmed a place in another one. */
  save(actor: SignedIn, callId: string, plan: Plan): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      await lockBids(tx, callId, actor.organisationId);
      const elsewhere = await confirmedElsewhere(tx, callId, actor.organisationId);
      demand(
        may(consortiumPolicy, actor, 'consortium.save', consortiumFactsOf(call, elsewhere ? 'member' : null)),
        { thing: 'call', status: call.status },
      );
      await insistVendors(tx, call.department.id, actor, plan);
      const id = (await ledBy(tx, callId, actor.organisationId)) ?? (await begin(tx, callId, actor));
      const changed = await write(tx, id, actor, plan);
      if (changed) await withdrawStanding(tx, callId, actor.organisationId);
      return { id };
    });
  }

  /** Errors: `conflict` where the lead has changed the plan meanwhile, `duplicate` where this vendor offers elsewhere. */
  confirm(actor: SignedIn, id: string, said: { part: string; share: number }): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const callId = await this.hold(tx, actor, id, 'confirm');
      const offers = await queryRows(
        tx,
        z.unknown(),
        `SELECT 1 FROM bid WHERE call_id = $1 AND vendor_id = app_org() AND replaced_at IS NULL AND withdrawn_at IS NULL`,
        [callId],
      );
      const elsewhere =
        (await confirmedElsewhere(tx, callId, actor.organisationId)) ||
        (await ledBy(tx, callId, actor.organisationId)) !== null;
      if (offers.length > 0 || elsewhere) throw new Refusal('duplicate', { thing: 'bid' });
      const changed = await execute(
        tx,
        `UPDATE consortium_member SET confirmed_at = clock_timestamp(), confirmed_by = $4
         WHERE consortium_id = $1 AND organisation_id = app_org() AND part = $2 AND share = $3 AND out_at IS NULL`,
        [id, said.part, said.share, actor.personId],
      );
      if (changed === 0) throw new Refusal('conflict', { thing: 'consortium', id });
    });
  }

  /** What was sealed on its word stands no longer: both in one function of the database, which looks at the clock. */
  leave(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await this.hold(tx, actor, id, 'leave');
      const { left } = await queryOne(tx, LeaveRow, 'SELECT leave_consortium($1, $2) AS left', [id, reason]);
      if (!left) throw new Refusal('too_late', { thing: 'consortium', id });
    });
  }

  dissolve(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const callId = await this.hold(tx, actor, id, 'dissolve');
      await execute(tx, 'UPDATE consortium SET ended_at = clock_timestamp() WHERE id = $1', [id]);
      await withdrawStanding(tx, callId, actor.organisationId);
    });
  }

  /** The consortium, if the actor is in it and may do this now; one of its own deeds for the call at a time. */
  private async hold(tx: Tx, actor: SignedIn, id: string, deed: Deed): Promise<string> {
    const row = await queryRow(
      tx,
      HoldRow,
      `SELECT k.call_id, m.role, m.confirmed_at IS NOT NULL AS confirmed FROM consortium k JOIN consortium_member m
         ON m.consortium_id = k.id AND m.organisation_id = app_org() AND m.out_at IS NULL
       WHERE k.id = $1 AND k.ended_at IS NULL`,
      [id],
    );
    if (!row) throw new Refusal('not_found', { thing: 'consortium', id });
    const call = await callOf(tx, actor, row.call_id);
    // `leave` takes the lead's lock instead: its bid is what falls.
    if (deed !== 'leave') await lockBids(tx, row.call_id, actor.organisationId);
    demand(
      may(consortiumPolicy, actor, `consortium.${deed}`, consortiumFactsOf(call, row.role, row.confirmed)),
      { thing: 'call', status: call.status },
    );
    return row.call_id;
  }
}

async function begin(tx: Tx, callId: string, actor: SignedIn): Promise<string> {
  const id = newId();
  await execute(tx, 'INSERT INTO consortium (id, call_id, lead_id) VALUES ($1, $2, $3)', [
    id,
    callId,
    actor.organisationId,
  ]);
  return id;
}

const InsistVendorsRow = z.object({
  id: z.string(),
  fits: z.boolean(),
  kin: z.boolean().nullable(),
});

/** Verified vendors only, none of them the department or of its control group. */
async function insistVendors(tx: Tx, departmentId: string, actor: SignedIn, plan: Plan): Promise<void> {
  const rows = await queryRows(
    tx,
    InsistVendorsRow,
    `SELECT o.id, o.verified AND 'supply' = ANY(o.roles) AS fits,
       o.id = d.id OR (o.control_group_id IS NOT NULL AND o.control_group_id = d.control_group_id) AS kin
     FROM organisation o, organisation d WHERE o.id = ANY($1) AND d.id = $2`,
    [[actor.organisationId, ...plan.members.map(({ organisationId }) => organisationId)], departmentId],
  );
  if (rows.find(({ id }) => id === actor.organisationId)?.kin) throw new Refusal('own_organisation');
  const faults = plan.members.flatMap(({ organisationId }, at) => {
    const row = rows.find(({ id }) => id === organisationId);
    const path = `members.${at}.organisationId`;
    if (organisationId === actor.organisationId) return [{ path, code: 'member_twice' }];
    if (!row?.fits) return [{ path, code: 'not_a_vendor' }];
    return row.kin ? [{ path, code: 'kin_of_the_department' }] : [];
  });
  if (faults.length > 0) throw inputRefusal(...faults);
}

const Kept = z.object({
  organisation_id: z.string(),
  part: z.string(),
  share: z.number(),
  out: z.boolean(),
});

/** Whoever's place is as it was keeps its confirmation. Returns whether anything is another plan's. */
async function write(tx: Tx, id: string, actor: SignedIn, plan: Plan): Promise<boolean> {
  const kept = await queryRows(
    tx,
    Kept,
    'SELECT organisation_id, part, share, out_at IS NOT NULL AS out FROM consortium_member WHERE consortium_id = $1',
    [id],
  );
  const places = [
    { organisationId: actor.organisationId, part: plan.part, share: plan.share },
    ...plan.members,
  ];
  let changed = false;
  for (const [place, { organisationId, part, share }] of places.entries()) {
    const before = kept.find(({ organisation_id }) => organisation_id === organisationId);
    const same = before && !before.out && before.part === part && before.share === share;
    const lead = organisationId === actor.organisationId;
    if (!before) {
      await execute(
        tx,
        `INSERT INTO consortium_member (consortium_id, organisation_id, role, part, share, place, confirmed_at, confirmed_by)
         VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $3 = 'lead' THEN clock_timestamp() END, $7)`,
        [id, organisationId, lead ? 'lead' : 'member', part, share, place, lead ? actor.personId : null],
      );
    } else if (!same || lead) {
      await execute(
        tx,
        `UPDATE consortium_member SET part = $3, share = $4, place = $5, out_at = NULL, left_reason = NULL,
           confirmed_at = CASE WHEN role = 'lead' THEN clock_timestamp() END, confirmed_by = $6
         WHERE consortium_id = $1 AND organisation_id = $2`,
        [id, organisationId, part, share, place, lead ? actor.personId : null],
      );
    }
    changed ||= !same;
  }
  const gone = kept.filter(
    ({ organisation_id, out }) =>
      !out && !places.some(({ organisationId }) => organisationId === organisation_id),
  );
  await execute(
    tx,
    `UPDATE consortium_member SET out_at = clock_timestamp(), confirmed_at = NULL, confirmed_by = NULL
     WHERE consortium_id = $1 AND organisation_id = ANY($2)`,
    [id, gone.map(({ organisation_id }) => organisation_id)],
  );
  return changed || gone.length > 0;
}
