import { Inject, Injectable } from '@nestjs/common';
import type { acceptInvitation, createInvitation, Me } from '@scenario-lab/contracts/accounts';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readMe } from '@scenario-lab/db/organisations/me.queries';
import { inOneHand } from '@scenario-lab/db/organisations/second-admin.queries';
import { actorFor, hashOf, newSecret, openSession } from '@scenario-lab/db/organisations/sessions.queries';
import { noteAlone } from '@scenario-lab/db/security/note';
import { recordEvent } from '@scenario-lab/db/transition';
import type { Actor, MembershipRole, SignedIn } from '@scenario-lab/domain/actor';
import { gathersDesks } from '@scenario-lab/domain/organisations/four-eyes';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { type Env, sessionLife } from '../env.js';
import type { Identity } from '../http/actor.decorator.js';
import { askForProof } from '../http/email-proof.js';
import { InputError } from '../http/input-error.js';
import { checkPassword, hashPassword } from '../http/passwords.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { checkRoles, consentFor } from './members.service.js';
import { mayOrRefuse, taken } from './organisations.service.js';

const validDays = 14;
const openAtOnce = 200;

interface Invited {
  id: string;
  organisation_id: string;
  email: string;
  roles: string[];
  person_id: string | null;
  invited_by: string;
  consent: string;
}

const CreateRow = z.object({
  id: z.string(),
});

const CreateRow2 = z.object({
  open: z.number(),
});

const CreateRow3 = z.object({
  id: z.string(),
  expires_at: z.date(),
});

const AgreeRow = z.object({
  invited_by: z.string(),
  subject: z.string().nullable(),
});

const TakenInvitation = z.object({
  organisation_id: z.string(),
  roles: json<readonly ('admin' | 'broker' | 'observer' | 'operator' | 'reviewer' | 'owner' | 'member')[]>(),
  consent: z.string(),
  by_domain: z.string().nullable(),
});

const HeldRoles = z.object({
  roles: json<readonly ('admin' | 'broker' | 'observer' | 'operator' | 'reviewer' | 'owner' | 'member')[]>(),
});

@Injectable()
export class InvitationsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** A newer invitation of the same e-mail replaces an open one. Errors: `duplicate` for a member. */
  async create(
    actor: SignedIn,
    id: string,
    { email, roles }: Received<typeof createInvitation>['body'],
  ): Promise<Answer<typeof createInvitation>> {
    const token = newSecret();
    return this.database.asActor(actor, async (tx) => {
      const organisation = await mayOrRefuse(tx, actor, 'organisation.invite', id);
      const wanted = checkRoles(organisation.roles, roles) as MembershipRole[];
      const known = await queryRow(tx, CreateRow, 'SELECT id FROM person WHERE email = $1', [email]);
      if (known?.id === actor.personId) throw new Refusal('own_invitation');
      const consent = await consentFor(tx, actor, {
        id,
        sides: organisation.roles,
        before: [],
        after: wanted,
        personId: known?.id ?? null,
      });
      if (consent === 'alone') await noteAlone(tx, actor.personId, 'organisation.invite');
      const member = await queryRow(
        tx,
        z.unknown(),
        'SELECT 1 FROM membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1 AND p.email = $2',
        [id, email],
      );
      if (member) throw taken('email');
      await execute(
        tx,
        'DELETE FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL AND (email = $2 OR expires_at <= now())',
        [id, email],
      );
      const { open } = await queryOne(
        tx,
        CreateRow2,
        'SELECT count(*)::int AS open FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL',
        [id],
      );
      if (open >= openAtOnce) throw new Refusal('quota_exhausted', { used: open, of: openAtOnce });
      const row = await queryOne(
        tx,
        CreateRow3,
        `INSERT INTO invitation (id, token_hash, organisation_id, email, roles, invited_by, expires_at, consent)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7), $8) RETURNING id, expires_at`,
        [newId(), hashOf(token), id, email, wanted, actor.personId, validDays, consent],
      );
      await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.member_invited', by: actor });
      const link = `${this.env.PUBLIC_URL.replace(/\/$/, '')}/invitations/${token}`;
      return { id: row.id, link, expiresAt: row.expires_at.toISOString(), consent };
    });
  }

  /** A second admin's answer; what is declined is withdrawn. Errors: `not_found` where nobody is asked. */
  async agree(actor: SignedIn, id: string, invitationId: string, agreed: boolean): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const invitation = await queryRow(
        tx,
        AgreeRow,
        `SELECT i.invited_by, p.id AS subject FROM invitation i LEFT JOIN person p ON p.email = i.email
         WHERE i.id = $1 AND i.organisation_id = $2 AND i.consent = 'asked' AND i.accepted_at IS NULL`,
        [invitationId, id],
      );
      if (!invitation) throw new Refusal('not_found');
      await mayOrRefuse(tx, actor, 'organisation.agree', id, {
        proposedByPersonId: invitation.invited_by,
        subjectPersonId: invitation.subject,
        inOneHand: await inOneHand(tx, actor.personId, [invitation.invited_by, invitation.subject]),
      });
      if (agreed) await execute(tx, `UPDATE invitation SET consent = 'given' WHERE id = $1`, [invitationId]);
      else await execute(tx, 'DELETE FROM invitation WHERE id = $1', [invitationId]);
      const event = agreed ? 'organisation.invitation_agreed' : 'organisation.invitation_declined';
      await recordEvent(tx, { thing: 'organisation', id, event, by: actor });
    });
  }

  /** Whoever may invite may take it back. Errors: `not_found` where it is not open, or not this organisation's. */
  async withdraw(actor: SignedIn, id: string, invitationId: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.invite', id);
      const gone = await execute(
        tx,
        'DELETE FROM invitation WHERE id = $1 AND organisation_id = $2 AND accepted_at IS NULL',
        [invitationId, id],
      );
      if (gone === 0) throw new Refusal('not_found');
      await recordEvent(tx, {
        thing: 'organisation',
        id,
        event: 'organisation.invitation_withdrawn',
        by: actor,
      });
    });
  }

  /**
   * Joins as a new person, or as the signed-in person of that e-mail. `secret`: of the session opened for a new
   * person. Errors: `not_found`, `expired`, `sign_in_required` when the e-mail has an account, `own_invitation`,
   * `second_admin_missing`.
   */
  async accept(
    token: string,
    { name, password }: Received<typeof acceptInvitation>['body'],
    caller: { actor: Actor; proof: Identity; agent: string },
  ): Promise<{ secret: string | null; me: Me }> {
    const { actor, proof } = caller;
    const invited = await this.database.asNobody((tx) => openInvitation(tx, token));
    if (actor !== 'anonymous' && actor.personId === invited.invited_by) throw new Refusal('own_invitation');
    if (invited.person_id) {
      if (actor === 'anonymous' || actor.personId !== invited.person_id) {
        throw new Refusal('sign_in_required', { reason: 'account_exists' });
      }
      return this.database.asNobody(async (tx) => {
        const joined = await this.join(tx, token, actor.personId);
        if (proof.sessionId) {
          await execute(tx, 'UPDATE session SET organisation_id = $2 WHERE id = $1', [
            proof.sessionId,
            joined.organisationId,
          ]);
        }
        return { secret: null, me: await readMe(tx, joined) };
      });
    }
    const missing = Object.entries({ name, password }).filter(([, value]) => value === undefined);
    if (!name || !password) {
      throw new InputError(
        missing.map(([path]) => ({ path, code: 'required', message: 'a new account needs it' })),
      );
    }
    checkPassword(password, invited.email, 'password');
    const hash = await hashPassword(password);
    return this.database.asNobody(async (tx) => {
      const personId = newId();
      const person = await queryRows(
        tx,
        CreateRow,
        'INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id',
        [personId, invited.email, name, hash],
      );
      if (person.length === 0) throw new Refusal('sign_in_required', { reason: 'account_exists' });
      await askForProof(tx, this.env, { id: personId, email: invited.email });
      const joined = await this.join(tx, token, personId);
      if (proof.sessionId) await execute(tx, 'DELETE FROM session WHERE id = $1', [proof.sessionId]);
      const secret = await openSession(tx, { ...joined, agent: caller.agent, life: sessionLife(this.env) });
      return { secret, me: await readMe(tx, joined) };
    });
  }

  /** The invitation is taken by the one UPDATE that finds it open. */
  private async join(tx: Tx, token: string, personId: string): Promise<SignedIn> {
    const row = await queryRow(
      tx,
      TakenInvitation,
      `UPDATE invitation SET accepted_at = now() WHERE token_hash = $1 AND accepted_at IS NULL AND expires_at > now()
         AND consent <> 'asked' RETURNING organisation_id, roles, consent, by_domain`,
      [hashOf(token)],
    );
    if (!row) throw new Refusal('expired');
    const held = await queryOne(
      tx,
      HeldRoles,
      `INSERT INTO membership (person_id, organisation_id, roles, alone, by_domain) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, organisation_id) DO UPDATE
       SET roles = ARRAY(SELECT DISTINCT unnest(membership.roles || EXCLUDED.roles)) RETURNING roles`,
      [personId, row.organisation_id, row.roles, row.consent === 'alone', row.by_domain],
    );
    // Two invitations, or one and a change meanwhile, together give no more than either was agreed to.
    if (gathersDesks(held.roles) && !gathersDesks(row.roles)) throw new Refusal('second_admin_missing');
    const actor = (await actorFor(tx, personId, row.organisation_id))!;
    await recordEvent(tx, {
      thing: 'organisation',
      id: actor.organisationId,
      event: 'organisation.member_joined',
      by: actor,
    });
    return actor;
  }
}

const OpenInvitationRow = z.object({
  id: z.string(),
  organisation_id: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  invited_by: z.string(),
  consent: z.string(),
  person_id: z.string().nullable(),
  open: z.boolean().nullable(),
});

async function openInvitation(tx: Tx, token: string): Promise<Invited> {
  const row = await queryRow(
    tx,
    OpenInvitationRow,
    `SELECT i.id, i.organisation_id, i.email, i.roles, i.invited_by, i.consent, p.id AS person_id,
       i.accepted_at IS NULL AND i.expires_at > now() AS open
     FROM invitation i LEFT JOIN person p ON p.email = i.email WHERE i.token_hash = $1`,
    [hashOf(token)],
  );
  if (!row) throw new Refusal('not_found');
  if (!row.open) throw new Refusal('expired');
  if (row.consent === 'asked') throw new Refusal('second_admin_missing');
  return row;
}
