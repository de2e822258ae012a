import { Inject, Injectable } from '@nestjs/common';
import type { NoticeChoice } from '@scenario-lab/contracts/notices';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class NoticesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** `ids` null: all there are. Those that are somebody else's stay as they are; row-level security sees to it. */
  async read(actor: SignedIn, ids: readonly string[] | null): Promise<void> {
    await this.database.asActor(actor, (tx) =>
      execute(
        tx,
        `UPDATE notice SET read_at = now() WHERE read_at IS NULL AND ($1::uuid[] IS NULL OR id = ANY($1::uuid[]))`,
        [ids],
      ),
    );
  }

  async choose(actor: SignedIn, choice: NoticeChoice): Promise<void> {
    const { muted, mailed, pace, quietFrom, quietUntil, language } = choice;
    await this.database.asActor(actor, (tx) =>
      execute(
        tx,
        `INSERT INTO notice_choice (person_id, muted, mailed, pace, quiet_from, quiet_until, language)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id) DO UPDATE SET
           muted = $2, mailed = $3, pace = $4, quiet_from = $5, quiet_until = $6, language = $7`,
        [actor.personId, [...new Set(muted)], [...new Set(mailed)], pace, quietFrom, quietUntil, language],
      ),
    );
  }
}
