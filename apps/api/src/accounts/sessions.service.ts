import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { createSession, Me } from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { readMe } from '@scenario-lab/db/organisations/me.queries';
import {
  actorFor,
  endSessions,
  hashOf,
  homeOf,
  openSession,
  rememberDevice,
  revokeTokens,
} from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request } from 'express';
import { z } from 'zod';
import { type Env, sessionLife } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { passwordFits } from '../http/passwords.js';
import { SecurityLog } from '../http/security-log.js';
import { DATABASE, ENV } from '../http/tokens.js';

export interface Browser {
  /** The session the browser had until now; signing in ends it. */
  sessionId?: string | undefined;
  /** Secret of the cookie of a browser somebody has signed in from. */
  device: string | null;
}

const Account = z.object({
  id: z.string(),
  password_hash: z.string(),
  suspended: z.boolean(),
  /** The browser is one this very person has signed in from. */
  known: z.boolean(),
});
type Account = z.output<typeof Account>;

const quarter = 15 * 60;
/** Failures of one account that cost nothing; each further one makes the next answer wait longer, to this many ms. */
const free = 10;
const longest = 8_000;

@Injectable()
export class SessionsService {
  // Per pair against guessing, per address against many e-mails, per known browser against one that was stolen.
  private readonly byPair: Attempts;
  private readonly byAddress: Attempts;
  private readonly byDevice: Attempts;
  // Per account nobody is turned away: whoever tries at many addresses would keep its owner out. Answers wait instead.
  private readonly byAccount: Attempts;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
    private readonly security: SecurityLog,
  ) {
    this.byPair = new Attempts(database, { name: 'sign_in', of: 8, seconds: quarter });
    this.byAddress = new Attempts(database, { name: 'sign_in_address', of: 100, seconds: quarter });
    this.byDevice = new Attempts(database, { name: 'sign_in_device', of: 8, seconds: quarter });
    this.byAccount = new Attempts(database, { name: 'sign_in_account', of: 1_000_000, seconds: quarter });
  }

  /** Errors: `wrong_credentials` for whatever is wrong, so that an account cannot be told from none. */
  async signIn(
    { email, password }: Received<typeof createSession>['body'],
    request: Pick<Request, 'ip' | 'headers'>,
    browser: Browser,
  ): Promise<{ secret: string; known: string; me: Me }> {
    const person = await this.account(email, browser.device);
    const device = person?.known ? browser.device : null;
    const counted = device ? this.countKnown(device) : this.countUnknown(email, request.ip ?? '');
    const { rate, forgive } = await counted.catch((error: unknown) => {
      this.security.note(request, { kind: 'sign_in_held', email, personId: person?.id ?? null });
      throw error;
    });
    const fits = await passwordFits(person?.password_hash ?? null, password);
    if (!person || !fits || person.suspended) {
      this.security.note(request, { kind: 'sign_in_failed', email, personId: person?.id ?? null });
      throw new Refusal('wrong_credentials', { rate });
    }
    await forgive();
    const agent = request.headers['user-agent'] ?? '';
    const opened = await this.database.asNobody(async (tx) => {
      const organisationId = await homeOf(tx, person.id);
      const actor = organisationId ? await actorFor(tx, person.id, organisationId) : null;
      if (!actor) throw new Refusal('role_missing', { reason: 'no_organisation' });
      if (browser.sessionId) await execute(tx, 'DELETE FROM session WHERE id = $1', [browser.sessionId]);
      const secret = await openSession(tx, { ...actor, agent, life: sessionLife(this.env) });
      const known = await rememberDevice(tx, person.id, device);
      await recordEvent(tx, { thing: 'person', id: person.id, event: 'person.signed_in', by: actor });
      return { secret, known, me: await readMe(tx, actor) };
    });
    this.security.note(request, { kind: 'signed_in', email, personId: person.id });
    return opened;
  }

  private async account(email: string, device: string | null): Promise<Account | undefined> {
    return this.database.asNobody(async (tx) => {
      const row = await queryRow(
        tx,
        Account,
        `SELECT id, password_hash, suspended, EXISTS (
           SELECT 1 FROM known_device d WHERE d.person_id = person.id AND d.token_hash = $2) AS known
         FROM person WHERE email = $1`,
        [email, device ? hashOf(device) : ''],
      );
      return row as Account | undefined;
    });
  }

  /** A known browser answers for itself alone: beyond its limit it is forgotten and counts as any other. */
  private async countKnown(device: string) {
    const rate = await this.byDevice.take(device).catch(async (error: unknown) => {
      await this.database.asNobody((tx) =>
        execute(tx, 'DELETE FROM known_device WHERE token_hash = $1', [hashOf(device)]),
      );
      throw error;
    });
    return { rate, forgive: () => this.byDevice.forgive(device) };
  }

  private async countUnknown(email: string, address: string) {
    const pair = `${email} ${address}`;
    await this.byAddress.take(address);
    const rate = await this.byPair.take(pair);
    const { of, left } = await this.byAccount.take(email);
    const beyond = of - left - 1 - free;
    if (beyond > 0) await setTimeout(Math.min(longest, 125 * 2 ** beyond));
    const forgive = async () => {
      await this.byPair.forgive(pair);
      await this.byAccount.forgive(email);
      await this.byAddress.giveBack(address);
    };
    return { rate, forgive };
  }

  /** Signing out with a token ends nothing: a token is revoked instead. */
  async signOut(actor: SignedIn, sessionId: string | undefined): Promise<void> {
    if (!sessionId) return;
    await this.database.asActor(actor, async (tx) => {
      await execute(tx, 'DELETE FROM session WHERE id = $1 AND person_id = $2', [sessionId, actor.personId]);
      await recordEvent(tx, { thing: 'person', id: actor.personId, event: 'person.signed_out', by: actor });
    });
  }

  /** Sessions, tokens, and the browsers that were known: whatever somebody else may hold of this person ends. */
  async signOutEverywhere(actor: SignedIn): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await endSessions(tx, actor.personId);
      await revokeTokens(tx, actor.personId);
      await execute(tx, 'DELETE FROM known_device WHERE person_id = $1', [actor.personId]);
      await recordEvent(tx, {
        thing: 'person',
        id: actor.personId,
        event: 'person.signed_out_everywhere',
        by: actor,
      });
    });
  }

  /** Errors: `sign_in_required` with a token, which speaks for one organisation; `not_found` without a membership. */
  async switchTo(actor: SignedIn, sessionId: string | undefined, organisationId: string): Promise<Me> {
    if (!sessionId) throw new Refusal('sign_in_required', { reason: 'session_needed' });
    return this.database.asActor(actor, async (tx) => {
      const next = await actorFor(tx, actor.personId, organisationId);
      if (!next) throw new Refusal('not_found');
      await execute(tx, 'UPDATE session SET organisation_id = $2 WHERE id = $1', [sessionId, organisationId]);
      await recordEvent(tx, {
        thing: 'person',
        id: actor.personId,
        event: 'person.organisation_switched',
        by: next,
      });
      return readMe(tx, next);
    });
  }
}
