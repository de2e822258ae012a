import { Inject, Injectable } from '@nestjs/common';
import type { OwnDays, WorkingDays } from '@scenario-lab/contracts/working-days';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import { readOwnDays } from '@scenario-lab/db/core/working-days';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { labPolicy } from '@scenario-lab/domain/lab/lab.policy';
import { may } from '@scenario-lab/domain/policy';
import { missingYears } from '@scenario-lab/domain/working-days/missing-years';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

const ReadRow = z.object({
  today: z.string(),
});

/** The lab's word on public holidays, over those it was shipped with. */
@Injectable()
export class WorkingDaysService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn): Promise<WorkingDays> {
    demand(may(labPolicy, actor, 'lab.read_service_levels', { status: null }));
    return this.database.asActor(actor, async (tx) => {
      const own = await readOwnDays(tx);
      const { today } = await queryOne(tx, ReadRow, 'SELECT current_date::text AS today');
      return { own, missing: missingYears(today, own.off) };
    });
  }

  edit(actor: SignedIn, { off, on }: OwnDays): Promise<void> {
    demand(may(labPolicy, actor, 'lab.edit_service_levels', { status: null }));
    return this.database.asActor(actor, async (tx) => {
      const days = { off: [...new Set(off)].sort(), on: [...new Set(on)].sort() };
      await execute(
        tx,
        `INSERT INTO setting (key, value) VALUES ('working.days', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
        [JSON.stringify(days)],
      );
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: 'lab.working_days_set',
        by: actor,
      });
    });
  }
}
