import { Inject, Injectable } from '@nestjs/common';
import { execute, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { actorFor, hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { DATABASE, ENV } from '../http/tokens.js';

const HolderRow = z.object({
  person_id: z.string(),
  organisation_id: z.string(),
  language: word<'zh' | 'en'>(),
});

/** Rows of the person alone; row-level security sees to it, so no policy is asked. */
@Injectable()
export class CalendarService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** One address at a time: a new one takes the place of the last, which opens nothing any more. */
  async make(actor: SignedIn, language: 'zh' | 'en'): Promise<{ address: string }> {
    const secret = newSecret('slc_');
    await this.database.asActor(actor, (tx) =>
      execute(
        tx,
        `INSERT INTO calendar_address (person_id, organisation_id, token_hash, language)
         VALUES (app_person(), app_org(), $1, $2)
         ON CONFLICT (person_id, organisation_id) DO UPDATE
           SET token_hash = excluded.token_hash, language = excluded.language, created_at = now(), last_read_at = NULL`,
        [hashOf(secret), language],
      ),
    );
    return { address: `${this.env.PUBLIC_URL.replace(/\/+$/, '')}/api/calendars/${secret}/dates.ics` };
  }

  async revoke(actor: SignedIn): Promise<void> {
    await this.database.asActor(actor, (tx) => execute(tx, 'DELETE FROM calendar_address'));
  }

  /** Whose address it is, with the rights they have now. Errors: `not_found` for whatever opens nothing. */
  async holder(secret: string): Promise<{ actor: SignedIn; language: 'zh' | 'en' }> {
    const found = await this.database.asNobody(async (tx) => {
      const row = await queryRow(tx, HolderRow, 'SELECT * FROM calendar_address_of($1)', [hashOf(secret)]);
      const actor = row && (await actorFor(tx, row.person_id, row.organisation_id));
      return actor ? { actor, language: row.language } : null;
    });
    if (!found) throw new Refusal('not_found');
    return found;
  }
}
