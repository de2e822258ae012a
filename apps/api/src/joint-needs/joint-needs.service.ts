import { Inject, Injectable } from '@nestjs/common';
import type { agreeToJointNeed, proposeJointNeed } from '@scenario-lab/contracts/joint-needs';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { jointNeedPolicy } from '@scenario-lab/domain/joint-needs/joint-needs.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { leastAlike } from '@scenario-lab/matching/joint';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { publishedNeeds } from '../listing/need-index.js';
import { aloneSql } from './joint-groups.query.js';
import { type HeldJoint, holdJoint, type MemberRecord } from './joint-need-record.js';

@Injectable()
export class JointNeedsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Asks the departments of published needs that stand alone, one need each. */
  propose(actor: SignedIn, asked: Received<typeof proposeJointNeed>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const answer = may(jointNeedPolicy, actor, 'joint_need.propose', {
        status: null,
        asked: [],
        agreed: [],
        gone: [],
        leadOrganisationId: null,
        draftOpen: true,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'joint_need' });
      // No two proposals take one need.
      await execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended('joint_needs', 0))");
      const needs = await insistAlone(tx, asked.scenarioIds);
      const lead = needs.find((need) => need.id === asked.leadScenarioId);
      if (!lead) throw inputRefusal({ path: 'leadScenarioId', code: 'not_among' });
      const { index } = await publishedNeeds(tx);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO joint_need (id, month, title, note, lead_id, likeness)
         VALUES ($1, to_char(current_date, 'YYYY-MM'), $2, $3, $4, $5)`,
        [id, JSON.stringify(asked.title), asked.note, lead.owner_id, leastAlike(index, asked.scenarioIds)],
      );
      for (const [place, need] of needs.entries()) await ask(tx, id, need, place);
      await transition(tx, 'joint_need', id, 'propose', { by: actor });
      return { id };
    });
  }

  /** Who was asked before and has gone is not asked once more: a proposal of its own may be made. */
  askMore(actor: SignedIn, id: string, scenarioIds: readonly string[]): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { record, members } = await holdJoint(tx, actor, id, 'joint_need.ask_more');
      await execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended('joint_needs', 0))");
      const needs = await insistAlone(tx, scenarioIds);
      const known = needs.findIndex((need) =>
        members.some(({ organisation_id }) => organisation_id === need.owner_id),
      );
      if (known >= 0) throw inputRefusal({ path: `scenarioIds.${known}`, code: 'one_need_each' });
      for (const [at, need] of needs.entries()) await ask(tx, id, need, members.length + at);
      if (record.status === 'agreed') await transition(tx, 'joint_need', id, 'widen', { by: actor });
      else await recordEvent(tx, { thing: 'joint_need', id, event: 'joint_need.widened', by: actor });
    });
  }

  /** The own share and duties; told anew they replace what was told. The last to agree settles it for all. */
  agree(actor: SignedIn, id: string, told: Received<typeof agreeToJointNeed>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { record, members } = await holdJoint(tx, actor, id, 'joint_need.agree');
      await answer(tx, actor, id, { budget: told.budget, reason: null });
      await execute(
        tx,
        `UPDATE joint_member SET state = 'agreed', duties = $3 WHERE joint_need_id = $1 AND organisation_id = $2`,
        [id, actor.organisationId, JSON.stringify(told.duties)],
      );
      await recordEvent(tx, { thing: 'joint_need', id, event: 'joint_need.member_agreed', by: actor });
      const others = stayingBeside(members, actor);
      if (record.status === 'proposed' && others.every(({ state }) => state === 'agreed'))
        await transition(tx, 'joint_need', id, 'settle', { by: actor });
    });
  }

  decline(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.goes(actor, id, 'decline', reason);
  }

  leave(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.goes(actor, id, 'leave', reason);
  }

  dissolve(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdJoint(tx, actor, id, 'joint_need.dissolve');
      await transition(tx, 'joint_need', id, 'dissolve', { by: actor, remark: reason, set: { reason } });
    });
  }

  /**
   * One goes, the others stay: fewer than two are no joint need; a draft is to be written anew without it; where the
   * leading one goes, the next leads. What it said before is told to those who stay and to the lab.
   */
  private goes(actor: SignedIn, id: string, how: 'decline' | 'leave', reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdJoint(tx, actor, id, `joint_need.${how}`);
      const state = how === 'decline' ? 'declined' : 'left';
      await answer(tx, actor, id, { budget: null, reason });
      await recordEvent(tx, { thing: 'joint_need', id, event: `joint_need.member_${state}`, by: actor });
      await moveOn(tx, actor, held);
      // Last: who has gone moves nothing any more.
      await execute(
        tx,
        `UPDATE joint_member SET state = $3 WHERE joint_need_id = $1 AND organisation_id = $2`,
        [id, actor.organisationId, state],
      );
    });
  }
}

async function ask(tx: Tx, id: string, need: { id: string; owner_id: string }, place: number): Promise<void> {
  await execute(
    tx,
    'INSERT INTO joint_member (joint_need_id, organisation_id, scenario_id, place) VALUES ($1, $2, $3, $4)',
    [id, need.owner_id, need.id, place],
  );
  await addParty(tx, 'joint_need', id, need.owner_id, 'act');
}

const stayingBeside = (members: readonly MemberRecord[], actor: SignedIn) =>
  members.filter(
    ({ organisation_id, state }) =>
      organisation_id !== actor.organisationId && (state === 'asked' || state === 'agreed'),
  );

async function moveOn(tx: Tx, actor: SignedIn, { record, members }: HeldJoint): Promise<void> {
  const staying = stayingBeside(members, actor);
  const { id, status } = record;
  if (staying.length < 2) {
    await transition(tx, 'joint_need', id, 'dissolve', { by: actor });
    return;
  }
  const led = record.lead_id === actor.organisationId;
  const next = staying.find(({ state }) => state === 'agreed') ?? staying[0];
  if (led && next) {
    // What it drafted is its own and stays with it.
    await execute(tx, 'UPDATE joint_need SET lead_id = $2, scenario_id = NULL WHERE id = $1', [
      id,
      next.organisation_id,
    ]);
    await recordEvent(tx, { thing: 'joint_need', id, event: 'joint_need.lead_passed', by: actor });
  }
  if (status === 'proposed' && staying.every(({ state }) => state === 'agreed'))
    await transition(tx, 'joint_need', id, 'settle', { by: actor });
  if (status === 'drafted') await transition(tx, 'joint_need', id, 'unsettle', { by: actor });
}

async function answer(
  tx: Tx,
  actor: SignedIn,
  id: string,
  { budget, reason }: { budget: number | null; reason: string | null },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO joint_answer (joint_need_id, organisation_id, budget, reason, person_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (joint_need_id, organisation_id) DO UPDATE SET budget = $3, reason = $4, person_id = $5, at = now()`,
    [id, actor.organisationId, budget, reason, actor.personId],
  );
}

const InsistAloneRow = z.object({
  id: z.string(),
  owner_id: z.string(),
});

/** In the order they were named. Errors: `invalid_input` at the one that cannot be joined. */
async function insistAlone(tx: Tx, ids: readonly string[]): Promise<{ id: string; owner_id: string }[]> {
  const rows = await queryRows(
    tx,
    InsistAloneRow,
    `SELECT s.id, s.owner_id FROM scenario s WHERE s.id = ANY($1) AND ${aloneSql}`,
    [ids],
  );
  const owners = new Set<string>();
  return ids.map((id, at) => {
    const need = rows.find((row) => row.id === id);
    if (!need) throw inputRefusal({ path: `scenarioIds.${at}`, code: 'need_not_alone' });
    if (owners.has(need.owner_id)) throw inputRefusal({ path: `scenarioIds.${at}`, code: 'one_need_each' });
    owners.add(need.owner_id);
    return need;
  });
}
