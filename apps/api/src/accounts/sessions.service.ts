import { Inject, Injectable } from '@nestjs/common';
import type { createSession, Me } from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import type { Database } from '@scenario-lab/db/database';
import { readMe } from '@scenario-lab/db/organisations/me.queries';
import { actorFor, endSessions, homeOf, openSession } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { Attempts } from '../http/attempts.js';
import { passwordFits } from '../http/passwords.js';
import { sessionDays } from '../http/session-cookie.js';
import { DATABASE } from '../http/tokens.js';

export interface Browser {
  address: string;
  agent: string;
  /** The session the browser had until now; signing in ends it. */
  sessionId?: string | undefined;
}

const quarter = 15 * 60;

@Injectable()
export class SessionsService {
  // Per pair against guessing, per e-mail against many addresses, per address against many e-mails.
  private readonly byPair: Attempts;
  private readonly byEmail: Attempts;
  private readonly byAddress: Attempts;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.byPair = new Attempts(database, { name: 'sign_in', of: 8, seconds: quarter });
    this.byEmail = new Attempts(database, { name: 'sign_in_email', of: 40, seconds: quarter });
    this.byAddress = new Attempts(database, { name: 'sign_in_address', of: 100, seconds: quarter });
  }

  /** Errors: `wrong_credentials` for whatever is wrong, so that an account cannot be told from none. */
  async signIn(
    { email, password }: Received<typeof createSession>['body'],
    browser: Browser,
  ): Promise<{ secret: string; me: Me }> {
    const pair = `${email} ${browser.address}`;
    await this.byAddress.take(browser.address);
    await this.byEmail.take(email);
    const rate = await this.byPair.take(pair);
    const person = await this.database.asNobody(async (tx) => {
      const [row] = await tx.query('SELECT id, password_hash, suspended FROM person WHERE email = $1', [
        email,
      ]);
      return row as { id: string; password_hash: string; suspended: boolean } | undefined;
    });
    const fits = await passwordFits(person?.password_hash ?? null, password);
    if (!person || !fits || person.suspended) throw new Refusal('wrong_credentials', { rate });
    await this.byPair.forgive(pair);
    await this.byEmail.giveBack(email);
    await this.byAddress.giveBack(browser.address);
    return this.database.asNobody(async (tx) => {
      const organisationId = await homeOf(tx, person.id);
      const actor = organisationId ? await actorFor(tx, person.id, organisationId) : null;
      if (!actor) throw new Refusal('role_missing', { reason: 'no_organisation' });
      if (browser.sessionId) await tx.query('DELETE FROM session WHERE id = $1', [browser.sessionId]);
      const secret = await openSession(tx, { ...actor, agent: browser.agent, days: sessionDays });
      await recordEvent(tx, { thing: 'person', id: person.id, event: 'person.signed_in', by: actor });
      return { secret, me: await readMe(tx, actor) };
    });
  }

  /** Signing out with a token ends nothing: a token is revoked instead. */
  async signOut(actor: SignedIn, sessionId: string | undefined): Promise<void> {
    if (!sessionId) return;
    await this.database.asActor(actor, async (tx) => {
      await tx.query('DELETE FROM session WHERE id = $1 AND person_id = $2', [sessionId, actor.personId]);
      await recordEvent(tx, { thing: 'person', id: actor.personId, event: 'person.signed_out', by: actor });
    });
  }

  async signOutEverywhere(actor: SignedIn): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await endSessions(tx, actor.personId);
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
      await tx.query('UPDATE session SET organisation_id = $2 WHERE id = $1', [sessionId, organisationId]);
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
