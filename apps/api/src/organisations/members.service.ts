import { Inject, Injectable } from '@nestjs/common';
import type { changeMember } from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import type { Database, Tx } from '@scenario-lab/db/database';
import { revokeTokens } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
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

@Injectable()
export class MembersService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Takes effect with the member's next request. Errors: `conflict` when nobody would be left to lead. */
  async change(actor: SignedIn, id: string, personId: string, roles: Roles): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const { roles: sides } = await mayOrRefuse(tx, actor, 'organisation.manage_members', id);
      const wanted = checkRoles(sides, roles);
      const [, changed] = await tx.query(
        'UPDATE membership SET roles = $3 WHERE organisation_id = $1 AND person_id = $2',
        [id, personId, wanted],
      );
      if (changed !== 1) throw new Refusal('not_found');
      await stillLed(tx, id, sides);
      await tell(tx, actor, id, personId, 'organisation.member_changed');
    });
  }

  /** The member's sessions and tokens for this organisation end with the membership. */
  async remove(actor: SignedIn, id: string, personId: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const { roles: sides } = await mayOrRefuse(tx, actor, 'organisation.manage_members', id);
      const [, removed] = await tx.query(
        'DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2',
        [id, personId],
      );
      if (removed !== 1) throw new Refusal('not_found');
      await stillLed(tx, id, sides);
      await tx.query('DELETE FROM session WHERE organisation_id = $1 AND person_id = $2', [id, personId]);
      await revokeTokens(tx, personId, id);
      await tell(tx, actor, id, personId, 'organisation.member_removed');
    });
  }
}

/** Serialised by the lock `mayOrRefuse` holds on the organisation's row. */
async function stillLed(tx: Tx, id: string, sides: readonly string[]): Promise<void> {
  for (const role of sides.includes('operate') ? ['admin'] : ['owner']) {
    const [{ left }] = await tx.query(
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
