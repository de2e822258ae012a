import { Inject, Injectable } from '@nestjs/common';
import type { findJoining, followJoiningLink, readJoining } from '@scenario-lab/contracts/joining';
import type { Answer } from '@scenario-lab/contracts/route';
import { fill, invitedWords, joiningWords } from '@scenario-lab/contracts/words/mail';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type Opened, openedTo } from '@scenario-lab/db/organisations/joining.queries';
import { hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { mayOrRefuse } from './organisations.service.js';

const linkDays = 2;
const invitationDays = 14;

const Myself = z.object({
  email: z.string(),
  proved: z.boolean(),
});
type Myself = z.output<typeof Myself>;

const ReadRow = z.object({
  declined_at: z.date().nullable(),
  proved_at: z.date().nullable(),
});

const FollowLinkRow = z.object({
  id: z.string(),
  email: z.string(),
});

const AnswerRow = z.object({
  id: z.string(),
  email: z.string(),
  person_id: z.string().nullable(),
  proved: z.boolean(),
  name: json<{ zh?: string; en?: string }>(),
});

/** Joining an organisation by the domain of one's address, as whoever has an account and as whoever has none. */
@Injectable()
export class JoiningService {
  private readonly asked: Attempts;
  private readonly mailed: Attempts;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.asked = new Attempts(database, { name: 'joining', of: 240, seconds: 60 * 60 });
    // Nobody's letter-box is filled by strangers who know an address.
    this.mailed = new Attempts(database, { name: 'joining-mail', of: 3, seconds: 24 * 60 * 60 });
  }

  async read(actor: SignedIn): Promise<Answer<typeof readJoining>> {
    return this.database.asNobody(async (tx) => {
      const { email, proved } = await myself(tx, actor);
      const opened = proved ? await openedTo(tx, email) : null;
      if (!opened || (await isMember(tx, actor.personId, opened.organisation.id)))
        return { offer: null, unconfirmed: !proved };
      const before = await queryRow(
        tx,
        ReadRow,
        'SELECT declined_at, proved_at FROM joining WHERE organisation_id = $1 AND email = $2',
        [opened.organisation.id, email],
      );
      const state = before?.declined_at ? 'declined' : before?.proved_at ? 'waiting' : 'open';
      return { offer: { organisation: opened.organisation, way: opened.way, state }, unconfirmed: false };
    });
  }

  /** Errors: `not_found`, `conflict`. */
  async join(actor: SignedIn, organisationId: string): Promise<{ joined: boolean }> {
    return this.database.asNobody(async (tx) => {
      const { email, proved } = await myself(tx, actor);
      const opened = proved ? await openedTo(tx, email, true) : null;
      // An address that is not confirmed, a domain taken back and an organisation that never had one answer alike.
      if (!opened || opened.organisation.id !== organisationId) throw new Refusal('not_found');
      if (await isMember(tx, actor.personId, organisationId))
        throw new Refusal('conflict', { reason: 'member_already' });
      await keepAsked(tx, opened, email, { personId: actor.personId, proved: true });
      if (opened.way === 'after_nod') {
        await recordEvent(tx, { ...joiningEvent(organisationId, 'joining_asked'), by: actor });
        return { joined: false };
      }
      await becomeMember(tx, actor.personId, organisationId, email, opened.domainId);
      await recordEvent(tx, { ...joiningEvent(organisationId, 'joined_by_domain'), by: actor });
      return { joined: true };
    });
  }

  async find(email: string, address: string): Promise<Answer<typeof findJoining>> {
    await this.asked.take(address);
    return this.database.asNobody(async (tx) => {
      const opened = this.env.MAIL === 'yes' ? await openedTo(tx, email) : null;
      return { offer: opened && { organisation: opened.organisation, way: opened.way } };
    });
  }

  /** Errors: `no_mail`, `too_many_requests`. */
  async askLink(email: string, address: string): Promise<void> {
    if (this.env.MAIL !== 'yes') throw new Refusal('no_mail');
    await this.asked.take(address);
    await this.mailed.take(email);
    await this.database.asNobody(async (tx) => {
      const opened = await openedTo(tx, email);
      if (!opened) return;
      const secret = newSecret();
      const kept = await keepAsked(tx, opened, email, { tokenHash: hashOf(secret) }).catch(
        (error: unknown) => {
          // Whoever was declined or waits already is told nothing that a stranger would learn from.
          if (error instanceof Refusal) return false;
          throw error;
        },
      );
      if (kept) await this.mail(tx, opened.organisation, email, `joining/${secret}`);
    });
  }

  /** Errors: `not_found` for a link that never was, was used or is too old, or whose domain was taken back. */
  async followLink(token: string, name: string | undefined): Promise<Answer<typeof followJoiningLink>> {
    return this.database.asNobody(async (tx) => {
      const asked = await queryRow(
        tx,
        FollowLinkRow,
        `UPDATE joining SET token_hash = NULL, proved_at = now(), name = coalesce($2, name)
         WHERE token_hash = $1 AND link_until > now() AND declined_at IS NULL RETURNING id, email`,
        [hashOf(token), name ?? null],
      );
      const opened = asked && (await openedTo(tx, asked.email, true));
      if (!opened) throw new Refusal('not_found');
      const { organisation, way } = opened;
      if (way === 'after_nod') {
        await recordEvent(tx, joiningEvent(organisation.id, 'joining_asked'));
        return { organisation, invitation: null };
      }
      await execute(tx, 'DELETE FROM joining WHERE id = $1', [asked.id]);
      const invitation = await invite(tx, organisation.id, asked.email, null, opened.domainId);
      await recordEvent(tx, joiningEvent(organisation.id, 'joined_by_domain'));
      return { organisation, invitation };
    });
  }

  /** Errors: `not_found` where nobody waits; `no_mail` where the invitation could not be sent. */
  async answer(actor: SignedIn, id: string, requestId: string, agreed: boolean): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.answer_joining', id);
    });
    await this.database.asNobody(async (tx) => {
      const asked = await queryRow(
        tx,
        AnswerRow,
        `SELECT j.id, j.email, p.id AS person_id, p.email_proved_at IS NOT NULL AS proved, o.name FROM joining j
         JOIN organisation o ON o.id = j.organisation_id LEFT JOIN person p ON p.email = j.email AND NOT p.suspended
         WHERE j.id = $1 AND j.organisation_id = $2 AND j.proved_at IS NOT NULL AND j.declined_at IS NULL FOR UPDATE OF j`,
        [requestId, id],
      );
      if (!asked) throw new Refusal('not_found');
      const event = joiningEvent(id, agreed ? 'joining_agreed' : 'joining_declined');
      await recordEvent(tx, { ...event, by: actor });
      if (!agreed) {
        await execute(tx, 'UPDATE joining SET declined_at = now() WHERE id = $1', [requestId]);
        return;
      }
      // What was open when it was asked may have been taken back meanwhile.
      const opened = await openedTo(tx, asked.email, true);
      if (opened?.organisation.id !== id) throw new Refusal('not_found');
      if (asked.person_id && asked.proved) return becomeMember(tx, asked.person_id, id, asked.email, null);
      if (this.env.MAIL !== 'yes') throw new Refusal('no_mail');
      await execute(tx, 'DELETE FROM joining WHERE id = $1', [requestId]);
      const secret = await invite(tx, id, asked.email, actor.personId, null);
      await this.mail(tx, { id, name: asked.name }, asked.email, `invitations/${secret}`, invitedWords);
    });
  }

  private async mail(
    tx: Tx,
    to: Opened['organisation'],
    email: string,
    where: string,
    words: { subject: string; text: string } = joiningWords,
  ): Promise<void> {
    const names = { zh: to.name.zh ?? to.name.en ?? '', en: to.name.en ?? to.name.zh ?? '' };
    const link = `${this.env.PUBLIC_URL.replace(/\/$/, '')}/${where}`;
    await execute(
      tx,
      `INSERT INTO mail (id, person_id, kind, address, subject, text) VALUES ($1, NULL, 'joining', $2, $3, $4)`,
      [newId(), email, fill(words.subject, names), fill(words.text, { ...names, link })],
    );
  }
}

const joiningEvent = (id: string, event: string) =>
  ({ thing: 'organisation', id, event: `organisation.${event}` }) as const;

async function myself(tx: Tx, { personId }: SignedIn): Promise<Myself> {
  const row = await queryRow(
    tx,
    Myself,
    'SELECT email, email_proved_at IS NOT NULL AS proved FROM person WHERE id = $1 AND NOT suspended',
    [personId],
  );
  if (!row) throw new Refusal('sign_in_required');
  return row;
}

async function isMember(tx: Tx, personId: string, organisationId: string): Promise<boolean> {
  const found = await queryRows(
    tx,
    z.unknown(),
    'SELECT 1 FROM membership WHERE person_id = $1 AND organisation_id = $2',
    [personId, organisationId],
  );
  return found.length > 0;
}

const KeepAskedRow = z.object({
  id: z.string(),
});

/** One row for an address and an organisation. Errors: `conflict` where it was declined, or waits already. */
async function keepAsked(
  tx: Tx,
  { organisation }: Opened,
  email: string,
  by: { personId?: string; proved?: boolean; tokenHash?: string },
): Promise<boolean> {
  await execute(
    tx,
    `INSERT INTO joining (id, organisation_id, email, person_id) VALUES ($1, $2, $3, $4) ON CONFLICT (organisation_id, email) DO NOTHING`,
    [newId(), organisation.id, email, by.personId ?? null],
  );
  const taken = await queryRow(
    tx,
    KeepAskedRow,
    `UPDATE joining SET proved_at = CASE WHEN $3 THEN now() END, token_hash = $4, person_id = coalesce($5, person_id),
       link_until = CASE WHEN $4::text IS NULL THEN NULL ELSE now() + make_interval(days => $6) END,
       name = coalesce((SELECT p.name FROM person p WHERE p.id = $5), name)
     WHERE organisation_id = $1 AND email = $2 AND declined_at IS NULL AND proved_at IS NULL RETURNING id`,
    [organisation.id, email, by.proved ?? false, by.tokenHash ?? null, by.personId ?? null, linkDays],
  );
  if (!taken) throw new Refusal('conflict', { reason: 'joining_answered' });
  return true;
}

/** A plain member and nothing more; what was asked is done. `byDomain`: the domain alone lets them in, nobody nodded. */
async function becomeMember(
  tx: Tx,
  personId: string,
  organisationId: string,
  email: string,
  byDomain: string | null,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO membership (person_id, organisation_id, roles, by_domain) VALUES ($1, $2, '{member}', $3) ON CONFLICT DO NOTHING`,
    [personId, organisationId, byDomain],
  );
  await execute(tx, 'DELETE FROM joining WHERE organisation_id = $1 AND email = $2', [organisationId, email]);
  await recordEvent(tx, { thing: 'person', id: personId, event: 'person.membership_changed' });
}

/** An invitation as a plain member, in the name of whoever nodded or, at once, of the owner who opened the domain. */
async function invite(
  tx: Tx,
  organisationId: string,
  email: string,
  by: string | null,
  byDomain: string | null,
): Promise<string> {
  const secret = newSecret();
  await execute(
    tx,
    'DELETE FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL AND email = $2',
    [organisationId, email],
  );
  await execute(
    tx,
    `INSERT INTO invitation (id, token_hash, organisation_id, email, roles, invited_by, expires_at, by_domain)
     VALUES ($1, $2, $3, $4, '{member}', coalesce($5, (SELECT d.asked_by FROM mail_domain d WHERE d.organisation_id = $3
       AND d.confirmed AND d.ended_at IS NULL AND d.domain = lower(split_part($4, '@', 2)))), now() + make_interval(days => $6), $7)`,
    [newId(), hashOf(secret), organisationId, email, by, invitationDays, byDomain],
  );
  return secret;
}
