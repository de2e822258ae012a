import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';

@Injectable()
export class PilotsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  move(actor: SignedIn, id: string, event: 'pause' | 'resume' | 'evaluate', remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, `pilot.${event}`);
      await transition(tx, 'pilot', id, event, { by: actor, remark, set: { updated_at: new Date() } });
    });
  }

  /** With its first day the engagement is in the field, unless an award has put it there already. */
  start(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.start');
      await transition(tx, 'pilot', id, 'start', { by: actor, remark, set: { updated_at: new Date() } });
      if (pilot.engagement_status === 'awarded') return;
      await transition(tx, 'engagement', pilot.engagement_id, 'start_pilot', {
        by: actor,
        set: { updated_at: new Date() },
      });
    });
  }
}
