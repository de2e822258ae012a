import { Inject, Injectable } from '@nestjs/common';
import type { changePassword, createToken, resetPassword } from '@scenario-lab/contracts/accounts';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import {
  endSessions,
  hashOf,
  newSecret,
  revokeTokens,
} from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Identity } from '../http/actor.decorator.js';
import { Attempts } from '../http/attempts.js';
import { InputError } from '../http/input-error.js';
import { checkPassword, hashPassword, passwordFits } from '../http/passwords.js';
import { DATABASE } from '../http/tokens.js';
import { tokenOf } from './accounts.query.js';

const tokensHeld = 50;

const ChangePasswordRow = z.object({
  email: z.string(),
  password_hash: z.string(),
});

const ResetRow = z.object({
  usable: z.boolean(),
  email: z.string(),
});

const ResetRow2 = z.object({
  person_id: z.string(),
});

const CreateTokenRow = z.object({
  held: z.number(),
});

const CreateTokenRow2 = z.object({
  id: z.string(),
  name: z.string(),
  scope: word<'full' | 'read' | 'submit' | 'tickets'>(),
  created_at: z.date(),
  expires_at: z.date(),
  last_used_at: z.date().nullable(),
});

@Injectable()
export class AccountsService {
  private readonly guesses: Attempts;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.guesses = new Attempts(database, { name: 'password', of: 8, seconds: 15 * 60 });
  }

  /** Ends every other session and every token. Errors: `invalid_input` at `current` when the old password is wrong. */
  async changePassword(
    actor: SignedIn,
    sessionId: string | undefined,
    { current, next }: Received<typeof changePassword>['body'],
  ): Promise<void> {
    await this.guesses.take(actor.personId);
    const person = await this.database.asActor(actor, (tx) =>
      queryOne(tx, ChangePasswordRow, 'SELECT email, password_hash FROM person WHERE id = $1', [
        actor.personId,
      ]),
    );
    if (!(await passwordFits(person.password_hash, current))) {
      throw new InputError([
        { path: 'current', code: 'wrong_credentials', message: 'this is not the password' },
      ]);
    }
    await this.guesses.forgive(actor.personId);
    checkPassword(next, person.email, 'next');
    const hash = await hashPassword(next);
    await this.database.asActor(actor, async (tx) => {
      await execute(tx, 'UPDATE person SET password_hash = $2 WHERE id = $1', [actor.personId, hash]);
      await endSessions(tx, actor.personId, sessionId ?? null);
      // Whoever has had the password may have made a token of it.
      await revokeTokens(tx, actor.personId);
      await recordEvent(tx, {
        thing: 'person',
        id: actor.personId,
        event: 'person.password_changed',
        by: actor,
      });
    });
  }

  /** By a one-time link: ends every session and token. Errors: `not_found`, `expired` when used or too late. */
  async reset({ token, password }: Received<typeof resetPassword>['body']): Promise<void> {
    const link = await this.database.asNobody(async (tx) => {
      const row = await queryRow(
        tx,
        ResetRow,
        `SELECT l.used_at IS NULL AND l.expires_at > now() AS usable, p.email FROM reset_link l
         JOIN person p ON p.id = l.person_id WHERE l.token_hash = $1`,
        [hashOf(token)],
      );
      if (!row) throw new Refusal('not_found');
      return row as { usable: boolean; email: string };
    });
    if (!link.usable) throw new Refusal('expired');
    checkPassword(password, link.email, 'password');
    const hash = await hashPassword(password);
    await this.database.asNobody(async (tx) => {
      const link = await queryRow(
        tx,
        ResetRow2,
        `UPDATE reset_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
         RETURNING person_id`,
        [hashOf(token)],
      );
      if (!link) throw new Refusal('expired');
      await execute(tx, 'UPDATE person SET password_hash = $2 WHERE id = $1', [link.person_id, hash]);
      await endSessions(tx, link.person_id);
      await revokeTokens(tx, link.person_id);
      await recordEvent(tx, { thing: 'person', id: link.person_id, event: 'person.password_reset' });
    });
  }

  /** Errors: `sign_in_required` with a token, so that a leaked one cannot outlive itself; `quota_exhausted`. */
  async createToken(
    actor: SignedIn,
    proof: Identity,
    { name, days, scope }: Received<typeof createToken>['body'],
  ): Promise<Answer<typeof createToken>> {
    if (proof.by !== 'session') throw new Refusal('sign_in_required', { reason: 'session_needed' });
    const secret = newSecret('slt_');
    return this.database.asActor(actor, async (tx) => {
      const { held } = await queryOne(
        tx,
        CreateTokenRow,
        'SELECT count(*)::int AS held FROM api_token WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > now()',
        [actor.personId],
      );
      if (held >= tokensHeld) throw new Refusal('quota_exhausted', { used: held, of: tokensHeld });
      const row = await queryOne(
        tx,
        CreateTokenRow2,
        `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at, scope)
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7)
         RETURNING id, name, scope, created_at, expires_at, last_used_at`,
        [newId(), hashOf(secret), actor.personId, actor.organisationId, name, days, scope],
      );
      await recordEvent(tx, {
        thing: 'person',
        id: actor.personId,
        event: 'person.token_created',
        by: actor,
      });
      return { ...tokenOf(row), secret };
    });
  }

  async revokeToken(actor: SignedIn, id: string): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      const changed = await execute(
        tx,
        'UPDATE api_token SET revoked_at = now() WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL',
        [id, actor.personId],
      );
      if (changed !== 1) throw new Refusal('not_found');
      await recordEvent(tx, {
        thing: 'person',
        id: actor.personId,
        event: 'person.token_revoked',
        by: actor,
      });
    });
  }
}
