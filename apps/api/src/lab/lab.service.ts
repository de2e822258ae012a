import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { labPolicy } from '@scenario-lab/domain/lab/lab.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class LabService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A paused queue starts no run; those that run go on. Pausing twice is one pause. */
  async pause(actor: SignedIn, paused: boolean): Promise<void> {
    const answer = may(labPolicy, actor, 'lab.pause_queue', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'lab.pause_queue' });
    await this.database.asActor(actor, async (tx) => {
      const [changed] = await tx.query(
        `INSERT INTO setting (key, value) VALUES ('queue.paused', to_jsonb($1::boolean))
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value WHERE setting.value <> EXCLUDED.value RETURNING key`,
        [paused],
      );
      if (!changed) return;
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: paused ? 'lab.queue_paused' : 'lab.queue_resumed',
        by: actor,
      });
    });
  }
}
