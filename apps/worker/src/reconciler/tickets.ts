import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';

/** How late a ticket is: no first word in time, no answer in time, twice the time. Terms are working hours already. */
const level = `CASE
  WHEN t.status IN ('answered', 'closed') THEN t.escalation
  WHEN t.resolve_due + (t.resolve_due - t.assigned_at) < now() THEN 3
  WHEN t.resolve_due < now() THEN 2
  WHEN t.respond_due < now() AND t.responded_at IS NULL THEN 1
  ELSE 0 END`;

const EscalateTicketsRow = z.object({
  id: z.string(),
  level: z.number(),
});

/** Brings up what has passed a term, each step once; whoever answers for it and the lab are told. */
export async function escalateTickets(db: SystemDatabase): Promise<void> {
  await db.asSystem(async (tx) => {
    const late = await queryRows(
      tx,
      EscalateTicketsRow,
      `SELECT t.id, ${level} AS level FROM ticket t
       WHERE t.status IN ('assigned', 'returned', 'reopened') AND t.merged_into IS NULL AND ${level} > t.escalation
       ORDER BY t.resolve_due LIMIT 200 FOR UPDATE OF t SKIP LOCKED`,
    );
    for (const { id, level: reached } of late) {
      await execute(tx, 'UPDATE ticket SET escalation = $2, updated_at = now() WHERE id = $1', [id, reached]);
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.escalated' });
    }
  });
}
