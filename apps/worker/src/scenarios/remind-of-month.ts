import { queryRow } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { onceAtATime } from '../once-at-a-time.js';

const RemindOfMonthRow = z.object({
  id: z.string(),
});

/**
 * A month has begun (每月一题): the lab's desk is told once, where two departments or more have needs that stand alone, so that
 * looking for a joint one has something to find. Nothing is said of a month in which one was proposed already.
 */
export async function remindOfMonth(db: SystemDatabase): Promise<void> {
  await onceAtATime(db, 'remind-of-month', async () => {
    await db.asSystem(async (tx) => {
      const lab = await queryRow(
        tx,
        RemindOfMonthRow,
        `SELECT o.id FROM organisation o WHERE 'operate' = ANY(o.roles)
           AND NOT EXISTS (SELECT 1 FROM event e WHERE e.thing = 'organisation' AND e.thing_id = o.id
             AND e.event = 'organisation.joint_month_begun' AND e.at >= date_trunc('month', now()))
           AND NOT EXISTS (SELECT 1 FROM joint_need j WHERE j.month = to_char(current_date, 'YYYY-MM'))
           AND (SELECT count(DISTINCT s.owner_id) FROM scenario s WHERE s.status = 'published'
             AND NOT EXISTS (SELECT 1 FROM joint_member m JOIN joint_need j ON j.id = m.joint_need_id
               WHERE m.scenario_id = s.id AND m.state IN ('asked', 'agreed') AND j.status <> 'dissolved')) > 1
         ORDER BY o.created_at LIMIT 1`,
      );
      if (!lab) return;
      await recordEvent(tx, { thing: 'organisation', id: lab.id, event: 'organisation.joint_month_begun' });
    });
  });
}
