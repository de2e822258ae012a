import { queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { remindHours } from '@scenario-lab/domain/camps/progress';
import { z } from 'zod';

const RemindOfSessionsRow = z.object({
  camp: z.string(),
});

/** Whoever has a seat or teaches is told once of each session, the day before; of one that was moved, again. */
export async function remindOfSessions(db: SystemDatabase): Promise<void> {
  await db.asSystem(async (tx) => {
    const due = await queryRows(
      tx,
      RemindOfSessionsRow,
      `INSERT INTO camp_reminder (camp_id, session, at)
       SELECT c.id, s->>'id', (s->>'at')::timestamptz FROM camp c, jsonb_array_elements(c.sessions) s
       WHERE c.status IN ('announced', 'running') AND (s->>'at')::timestamptz > now()
         AND (s->>'at')::timestamptz <= now() + make_interval(hours => $1)
       ON CONFLICT DO NOTHING RETURNING camp_id AS camp`,
      [remindHours],
    );
    // Two sessions of one day are one reminder.
    for (const id of new Set(due.map(({ camp }) => camp)))
      await recordEvent(tx, { thing: 'camp', id, event: 'camp.session_near' });
  });
}
