import { z } from 'zod';
import { execute, queryRows } from '../core/rows.js';
import type { SystemDatabase } from '../database.js';

const RerollPilotsRow = z.object({
  id: z.string(),
});

/**
 * Sums by hour and day are of the lab's days: where its time zone was changed they are made anew, pilot by pilot. Answers
 * how many were.
 */
export async function rerollPilots(db: SystemDatabase): Promise<number> {
  const pilots = await db.asSystem((tx) =>
    queryRows(
      tx,
      RerollPilotsRow,
      `SELECT id FROM pilot WHERE rolled_zone <> current_setting('TimeZone') ORDER BY updated_at DESC LIMIT 50`,
    ),
  );
  for (const { id } of pilots) await db.asSystem((tx) => execute(tx, 'SELECT observation_reroll($1)', [id]));
  return pilots.length;
}
