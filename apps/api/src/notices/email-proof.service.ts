import { Inject, Injectable } from '@nestjs/common';
import type { proveEmail } from '@scenario-lab/contracts/notices';
import type { Answer } from '@scenario-lab/contracts/route';
import { queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { askForProof } from '../http/email-proof.js';
import { DATABASE, ENV } from '../http/tokens.js';

const SendRow = z.object({
  id: z.string(),
  email: z.string(),
  email_proved_at: z.date().nullable(),
});

const ProveRow = z.object({
  person_id: z.string(),
  email: z.string(),
});

const ProveRow2 = z.object({
  email: z.string(),
});

@Injectable()
export class EmailProofService {
  private readonly asked: Attempts;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.asked = new Attempts(database, { name: 'email-proof', of: 5, seconds: 60 * 60 });
  }

  /** Errors: `too_many_requests`; `no_mail` where the lab sends none. Of an address that is proved nothing is sent. */
  async send(actor: SignedIn): Promise<void> {
    if (this.env.MAIL !== 'yes') throw new Refusal('no_mail');
    await this.asked.take(actor.personId);
    await this.database.asActor(actor, async (tx) => {
      const person = await queryOne(
        tx,
        SendRow,
        'SELECT id, email, email_proved_at FROM person WHERE id = $1',
        [actor.personId],
      );
      if (person.email_proved_at === null) await askForProof(tx, this.env, person);
    });
  }

  /** Errors: `not_found` for a link that never was, was used, is too old, or is for an address changed since. */
  async prove(token: string): Promise<Answer<typeof proveEmail>> {
    return this.database.asNobody(async (tx) => {
      const proof = await queryRow(
        tx,
        ProveRow,
        'DELETE FROM email_proof WHERE token_hash = $1 AND expires_at > now() RETURNING person_id, email',
        [hashOf(token)],
      );
      if (!proof) throw new Refusal('not_found');
      const person = await queryRow(
        tx,
        ProveRow2,
        'UPDATE person SET email_proved_at = now() WHERE id = $1 AND email = $2 RETURNING email',
        [proof.person_id, proof.email],
      );
      if (!person) throw new Refusal('not_found');
      return { email: person.email };
    });
  }
}
