import { Inject, Injectable } from '@nestjs/common';
import {
  type askMailDomain,
  type decideMailDomain,
  type JoiningWay,
  type listMailDomains,
  type MailDomain,
  mailDomainsAtMost,
  type readMailDomains,
} from '@scenario-lab/contracts/joining';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { holdDomain } from '@scenario-lab/db/organisations/joining.queries';
import { revokeTokens } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { mailDomainFault } from '@scenario-lab/domain/organisations/mail-domain';
import { organisationPolicy } from '@scenario-lab/domain/organisations/organisations.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { InputError } from '../http/input-error.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { mayOrRefuse, taken } from './organisations.service.js';

type Kept = Omit<MailDomain, 'at' | 'decidedAt'> & { at: Date; decidedAt: Date | null };

const view = `d.id, d.domain, d.way, d.proof, coalesce(person_name(d.asked_by), '') AS by, d.created_at AS at,
  d.decided_at AS "decidedAt", d.reason,
  CASE WHEN d.ended_at IS NOT NULL THEN 'ended' WHEN d.confirmed THEN 'confirmed'
    WHEN d.decided_at IS NULL THEN 'asked' ELSE 'refused' END AS state`;
const said = <T extends Kept>({ at, decidedAt, ...rest }: T) => ({
  ...rest,
  at: at.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});

const faults = {
  domain_form: 'no domain of an address',
  domain_not_ascii: 'only small latin letters, digits and hyphens: others cannot be told apart',
  domain_public: 'a domain that anybody can get an address of',
} as const;

const KeptRow = z.object({
  id: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  state: word<Kept['state']>(),
  way: word<Kept['way']>(),
  domain: z.string(),
  proof: z.string(),
  at: z.date(),
  decidedAt: z.date().nullable(),
});

const ReadRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string(),
  at: z.date(),
});

type ListAnswer = Kept & Pick<Answer<typeof listMailDomains>[number], 'organisation' | 'evidence'>;

const ListRow = z.object({
  id: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  state: word<ListAnswer['state']>(),
  way: word<ListAnswer['way']>(),
  domain: z.string(),
  proof: z.string(),
  at: z.date(),
  decidedAt: z.date().nullable(),
  organisation: json<ListAnswer['organisation']>(),
  evidence: json<ListAnswer['evidence']>(),
});

const AskRow = z.object({
  verified: z.boolean(),
});

const AskRow2 = z.object({
  domain: z.string(),
});

/** Mail domains of an organisation: asked for by its owners, confirmed by the lab. */
@Injectable()
export class MailDomainsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  read(actor: SignedIn, id: string): Promise<Answer<typeof readMailDomains>> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.read_joining', id);
      const domains = await queryRows(
        tx,
        KeptRow,
        `SELECT ${view} FROM mail_domain d WHERE d.organisation_id = $1 ORDER BY d.created_at DESC, d.id LIMIT 50`,
        [id],
      );
      const waiting = await queryRows(
        tx,
        ReadRow,
        `SELECT j.id, j.name, j.email, j.proved_at AS at FROM joining j
         WHERE j.organisation_id = $1 AND j.proved_at IS NOT NULL AND j.declined_at IS NULL ORDER BY j.proved_at, j.id LIMIT 200`,
        [id],
      );
      return {
        domains: domains.map(said),
        waiting: waiting.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
        mail: this.env.MAIL === 'yes',
      };
    });
  }

  list(actor: SignedIn): Promise<Answer<typeof listMailDomains>> {
    return this.database.asActor(actor, async (tx) => {
      const answer = may(organisationPolicy, actor, 'organisation.list_mail_domains', {
        status: 'existing',
        organisationId: null,
      });
      if (!answer.ok) throw new Refusal(answer.code);
      const there = (who: string) =>
        `SELECT count(DISTINCT p.id)::int FROM person p WHERE p.email_proved_at IS NOT NULL
           AND lower(split_part(p.email, '@', 2)) = d.domain AND ${who}`;
      const member = `EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.organisation_id = d.organisation_id)`;
      const rows = await queryRows(
        tx,
        ListRow,
        `SELECT ${view}, jsonb_build_object('id', o.id, 'name', o.name) AS organisation,
             jsonb_build_object('askerThere', (${there('p.id = d.asked_by')}) > 0, 'members', (${there(member)}),
               'others', (${there(`NOT ${member}`)}),
               'joined', (SELECT count(*)::int FROM membership m WHERE m.by_domain = d.id AND m.roles = '{member}'),
               'heldBy', (SELECT jsonb_build_object('id', x.id, 'name', x.name) FROM mail_domain h
                 JOIN organisation x ON x.id = h.organisation_id WHERE h.domain = d.domain AND h.id <> d.id
                   AND h.confirmed AND h.ended_at IS NULL)) AS evidence
           FROM mail_domain d JOIN organisation o ON o.id = d.organisation_id
           WHERE d.ended_at IS NULL AND (d.confirmed OR d.decided_at IS NULL)
           ORDER BY d.confirmed, d.created_at, d.id LIMIT 500`,
      );
      return rows.map(said);
    });
  }

  /** Errors: as the row says. */
  ask(
    actor: SignedIn,
    id: string,
    { domain, way, proof }: Received<typeof askMailDomain>['body'],
  ): Promise<{ id: string }> {
    const fault = mailDomainFault(domain);
    if (fault) throw new InputError([{ path: 'domain', code: fault, message: faults[fault] }]);
    return this.database.asActor(actor, async (tx) => {
      const { roles } = await mayOrRefuse(tx, actor, 'organisation.ask_mail_domain', id);
      const { verified } = await queryOne(tx, AskRow, 'SELECT verified FROM organisation WHERE id = $1', [
        id,
      ]);
      // Into the lab itself nobody comes but by an admin's hand.
      if (!verified || roles.includes('operate')) throw new Refusal('not_verified');
      const live = await queryRows(
        tx,
        AskRow2,
        `SELECT domain FROM mail_domain WHERE organisation_id = $1 AND ended_at IS NULL AND (confirmed OR decided_at IS NULL)`,
        [id],
      );
      if (live.some((one) => one.domain === domain)) throw taken('domain');
      if (live.length >= mailDomainsAtMost)
        throw new Refusal('quota_exhausted', { used: live.length, of: mailDomainsAtMost });
      const asked = newId();
      await execute(
        tx,
        `INSERT INTO mail_domain (id, organisation_id, domain, way, proof, asked_by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [asked, id, domain, way, proof, actor.personId],
      );
      await recordEvent(tx, {
        thing: 'organisation',
        id,
        event: 'organisation.mail_domain_asked',
        by: actor,
      });
      return { id: asked };
    });
  }

  change(actor: SignedIn, id: string, domainId: string, way: JoiningWay): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.ask_mail_domain', id);
      await liveDomain(tx, id, domainId);
      await execute(tx, 'UPDATE mail_domain SET way = $2 WHERE id = $1', [domainId, way]);
    });
  }

  end(actor: SignedIn, id: string, domainId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.ask_mail_domain', id);
      await liveDomain(tx, id, domainId);
      await execute(tx, 'UPDATE mail_domain SET ended_at = now() WHERE id = $1', [domainId]);
      await forgetWaiting(tx, id);
      await recordEvent(tx, {
        thing: 'organisation',
        id,
        event: 'organisation.mail_domain_ended',
        by: actor,
      });
    });
  }

  /** Errors: as the row says; `wrong_status` where it is confirmed already. */
  decide(
    actor: SignedIn,
    id: string,
    domainId: string,
    { confirmed, reason }: Received<typeof decideMailDomain>['body'],
  ): Promise<void> {
    if (!confirmed && !reason)
      throw new InputError([{ path: 'reason', code: 'required', message: 'a refusal needs a reason' }]);
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.decide_mail_domain', id);
      const before = await liveDomain(tx, id, domainId);
      if (confirmed && before.confirmed) throw new Refusal('wrong_status');
      if (confirmed) {
        const held = await queryRow(
          tx,
          z.unknown(),
          'SELECT 1 FROM mail_domain WHERE domain = $1 AND confirmed AND ended_at IS NULL',
          [before.domain],
        );
        if (held) throw new Refusal('conflict', { reason: 'domain_taken' });
      }
      await execute(
        tx,
        `UPDATE mail_domain SET confirmed = $2, decided_at = now(), decided_by = $3, reason = $4,
           ended_at = CASE WHEN confirmed AND NOT $2 THEN now() END WHERE id = $1`,
        [domainId, confirmed, actor.personId, reason ?? null],
      );
      if (!confirmed) await forgetWaiting(tx, id);
      if (before.confirmed) await endJoined(tx, actor, id, domainId);
      const event = confirmed ? 'confirmed' : before.confirmed ? 'revoked' : 'refused';
      await recordEvent(tx, {
        thing: 'organisation',
        id,
        event: `organisation.mail_domain_${event}`,
        by: actor,
        remark: reason,
      });
    });
  }
}

const LiveDomainRow = z.object({
  domain: z.string(),
  confirmed: z.boolean(),
});

async function liveDomain(
  tx: Tx,
  id: string,
  domainId: string,
): Promise<{ domain: string; confirmed: boolean }> {
  const row = await queryRow(
    tx,
    LiveDomainRow,
    `SELECT domain, confirmed FROM mail_domain WHERE id = $1 AND organisation_id = $2 AND ended_at IS NULL
       AND (confirmed OR decided_at IS NULL) FOR UPDATE`,
    [domainId, id],
  );
  if (!row) throw new Refusal('not_found');
  // Two admins at two organisations' requests: the second waits here and then sees the first.
  await holdDomain(tx, row.domain);
  return row;
}

const EndJoinedRow = z.object({
  person_id: z.string(),
});

/**
 * The domain was not the organisation's: whoever it alone let in is a member no longer, and its open invitations are none. Who was
 * nodded at, or given more by an owner since, stays by that word.
 */
async function endJoined(tx: Tx, actor: SignedIn, id: string, domainId: string): Promise<void> {
  await execute(tx, 'DELETE FROM invitation WHERE by_domain = $1 AND accepted_at IS NULL', [domainId]);
  const gone = await queryRows(
    tx,
    EndJoinedRow,
    `DELETE FROM membership WHERE by_domain = $1 AND organisation_id = $2 AND roles = '{member}' RETURNING person_id`,
    [domainId, id],
  );
  for (const { person_id: personId } of gone) {
    await execute(tx, 'DELETE FROM session WHERE organisation_id = $1 AND person_id = $2', [id, personId]);
    await revokeTokens(tx, personId, id);
    await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.member_removed', by: actor });
    await recordEvent(tx, { thing: 'person', id: personId, event: 'person.membership_changed', by: actor });
  }
}

/** Requests and links of addresses that no confirmed domain of the organisation covers any more. */
async function forgetWaiting(tx: Tx, id: string): Promise<void> {
  await execute(
    tx,
    `DELETE FROM joining j WHERE j.organisation_id = $1 AND j.declined_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM mail_domain d WHERE d.organisation_id = $1 AND d.confirmed AND d.ended_at IS NULL
         AND d.domain = lower(split_part(j.email, '@', 2)))`,
    [id],
  );
}
