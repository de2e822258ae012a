import { Inject, Injectable } from '@nestjs/common';
import type { changeMember } from '@scenario-lab/contracts/members';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { barJoining } from '@scenario-lab/db/organisations/joining.queries';
import { adminLeaves, asksAnother, inOneHand } from '@scenario-lab/db/organisations/second-admin.queries';
import { revokeTokens } from '@scenario-lab/db/organisations/sessions.queries';
import { noteAlone } from '@scenario-lab/db/security/note';
import { recordEvent } from '@scenario-lab/db/transition';
import type { MembershipRole, SignedIn } from '@scenario-lab/domain/actor';
import { asksSecondAdmin } from '@scenario-lab/domain/organisations/four-eyes';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';
import { mayOrRefuse } from './organisations.service.js';

type Roles = Received<typeof changeMember>['body']['roles'];
const everywhere = new Set(['owner', 'member']);

/** The desk roles mean something only inside an operating organisation; elsewhere they are refused. */
export function checkRoles(sides: readonly string[], roles: readonly string[]): string[] {
  if (!sides.includes('operate') && roles.some((role) => !everywhere.has(role))) {
    throw new InputError([
      {
        path: 'roles',
        code: 'desk_role',
        message: 'a role of the lab in an organisation that is not the lab',
      },
    ]);
  }
  return [...new Set(roles)];
}

interface Change {
  id: string;
  sides: readonly string[];
  before: readonly MembershipRole[];
  after: readonly MembershipRole[];
  /** Whom it is about, where that is somebody known. */
  personId: string | null;
}

/** Whether a second admin of the lab is asked, need not be, or is not there (ADR 26). */
export async function consentFor(
  tx: Tx,
  actor: SignedIn,
  change: Change,
): Promise<'unasked' | 'asked' | 'alone'> {
  const itself = change.personId === actor.personId;
  if (!change.sides.includes('operate') || !asksSecondAdmin({ ...change, itself })) return 'unasked';
  if (await asksAnother(tx, change.id, [actor.personId, change.personId])) return 'asked';
  if (await inOneHand(tx, actor.personId, [change.personId])) throw new Refusal('one_hand');
  return 'alone';
}

const ChangeRow = z.object({
  roles: json<readonly ('admin' | 'broker' | 'observer' | 'operator' | 'reviewer' | 'owner' | 'member')[]>(),
});

const AgreeRow = z.object({
  roles: z.array(z.string()),
  proposed_by: z.string(),
});

@Injectable()
export class MembersService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Takes effect with the member's next request. Errors: `conflict` when nobody would be left to lead. */
  async change(actor: SignedIn, id: string, personId: string, roles: Roles): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const { roles: sides } = await mayOrRefuse(tx, actor, 'organisation.manage_members', id);
      const wanted = checkRoles(sides, roles) as MembershipRole[];
      const member = await queryRow(
        tx,
        ChangeRow,
        'SELECT roles FROM membership WHERE organisation_id = $1 AND person_id = $2',
        [id, personId],
      );
      if (!member) throw new Refusal('not_found');
      const consent = await consentFor(tx, actor, {
        id,
        sides,
        before: member.roles,
        after: wanted,
        personId,
      });
      if (consent === 'asked') return propose(tx, actor, { id, personId, wanted });
      if (consent === 'alone') await noteAlone(tx, actor.personId, 'organisation.change_member');
      await give(tx, actor, { id, personId, wanted, sides, alone: consent === 'alone' });
    });
  }

  /** A second admin's answer. Errors: `not_found` where nothing is proposed, and whatever the policy says. */
  async agree(actor: SignedIn, id: string, personId: string, agreed: boolean): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const proposal = await queryRow(
        tx,
        AgreeRow,
        'SELECT roles, proposed_by FROM role_proposal WHERE organisation_id = $1 AND person_id = $2 FOR UPDATE',
        [id, personId],
      );
      if (!proposal) throw new Refusal('not_found');
      const { roles: sides } = await mayOrRefuse(tx, actor, 'organisation.agree', id, {
        proposedByPersonId: proposal.proposed_by,
        subjectPersonId: personId,
        inOneHand: await inOneHand(tx, actor.personId, [proposal.proposed_by, personId]),
      });
      await execute(tx, 'DELETE FROM role_proposal WHERE organisation_id = $1 AND person_id = $2', [
        id,
        personId,
      ]);
      if (agreed) await give(tx, actor, { id, personId, wanted: proposal.roles, sides, alone: false });
      else await tell(tx, actor, id, personId, 'organisation.roles_declined');
    });
  }

  /** The member's sessions and tokens for this organisation end with the membership. */
  async remove(actor: SignedIn, id: string, personId: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const { roles: sides } = await mayOrRefuse(tx, actor, 'organisation.manage_members', id);
      await adminLeaves(tx, personId, id);
      await barJoining(tx, newId(), id, personId);
      const removed = await execute(
        tx,
        'DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2',
        [id, personId],
      );
      if (removed !== 1) throw new Refusal('not_found');
      await execute(tx, 'DELETE FROM role_proposal WHERE organisation_id = $1 AND person_id = $2', [
        id,
        personId,
      ]);
      await stillLed(tx, id, sides);
      await execute(tx, 'DELETE FROM session WHERE organisation_id = $1 AND person_id = $2', [id, personId]);
      await revokeTokens(tx, personId, id);
      await tell(tx, actor, id, personId, 'organisation.member_removed');
    });
  }
}

interface Given {
  id: string;
  personId: string;
  wanted: readonly string[];
  sides: readonly string[];
  alone: boolean;
}

async function give(tx: Tx, actor: SignedIn, { id, personId, wanted, sides, alone }: Given): Promise<void> {
  if (!wanted.includes('admin')) await adminLeaves(tx, personId, id);
  const changed = await execute(
    tx,
    'UPDATE membership SET roles = $3, alone = $4 WHERE organisation_id = $1 AND person_id = $2',
    [id, personId, wanted, alone],
  );
  if (changed !== 1) throw new Refusal('not_found');
  await stillLed(tx, id, sides);
  await tell(tx, actor, id, personId, 'organisation.member_changed');
}

/** Nothing changes yet; a newer proposal takes the place of an older one. */
async function propose(
  tx: Tx,
  actor: SignedIn,
  { id, personId, wanted }: Pick<Given, 'id' | 'personId' | 'wanted'>,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO role_proposal (person_id, organisation_id, roles, proposed_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, organisation_id) DO UPDATE SET roles = EXCLUDED.roles, proposed_by = EXCLUDED.proposed_by, at = now()`,
    [personId, id, wanted, actor.personId],
  );
  await tell(tx, actor, id, personId, 'organisation.roles_proposed');
}

const StillLedRow = z.object({
  left: z.number(),
});

/** Serialised by the lock `mayOrRefuse` holds on the organisation's row. */
async function stillLed(tx: Tx, id: string, sides: readonly string[]): Promise<void> {
  for (const role of sides.includes('operate') ? ['admin'] : ['owner']) {
    const { left } = await queryOne(
      tx,
      StillLedRow,
      `SELECT count(*)::int AS left FROM membership m JOIN person p ON p.id = m.person_id AND NOT p.suspended
       WHERE m.organisation_id = $1 AND $2 = ANY(m.roles)`,
      [id, role],
    );
    if (left === 0) throw new Refusal('conflict', { reason: `last_${role}` });
  }
}

/** One row for the organisation's history, one for the person's, which also reaches its open connections. */
async function tell(tx: Tx, actor: SignedIn, id: string, personId: string, event: string): Promise<void> {
  await recordEvent(tx, { thing: 'organisation', id, event, by: actor });
  await recordEvent(tx, { thing: 'person', id: personId, event: 'person.membership_changed', by: actor });
}
