import { queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';

/** Days ahead of the last one at which a card's owner is told, the nearest first. */
const ahead = [14, 60] as const;

const Due = z.object({
  id: z.string(),
  name: z.string(),
  expires: z.string(),
  days: z.number(),
});

const RemindOfExpiryRow = z.object({
  written: z.number().nullable(),
});

/**
 * Owners of listed cards are told once at each step before a qualification ends; what is listed within the last
 * fortnight is told of once, not twice. Who renews it writes another day, which is reminded of anew.
 */
export async function remindOfExpiry(db: SystemDatabase): Promise<void> {
  await db.asSystem(async (tx) => {
    const due = await queryRows(
      tx,
      Due,
      `SELECT DISTINCT ON (q.id, q.name, q.expires) q.id, q.name, q.expires::text, d.days FROM (
         SELECT s.id, q->>'name' AS name, (q->>'expires')::date AS expires
         FROM solution s, jsonb_array_elements(s.listed->'qualifications') q
         WHERE s.listed IS NOT NULL AND s.status <> 'delisted' AND jsonb_typeof(s.listed->'qualifications') = 'array'
           AND q->>'expires' IS NOT NULL) q
         JOIN unnest($1::int[]) AS d (days) ON q.expires BETWEEN current_date AND current_date + d.days
       WHERE NOT EXISTS (SELECT 1 FROM qualification_reminder r WHERE r.solution_id = q.id AND r.name = q.name
         AND r.expires = q.expires AND r.days <= d.days)
       ORDER BY q.id, q.name, q.expires, d.days LIMIT 200`,
      [ahead],
    );
    for (const { id, name, expires, days } of due) {
      const written = await queryRow(
        tx,
        RemindOfExpiryRow,
        `INSERT INTO qualification_reminder (solution_id, name, expires, days) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING 1 AS written`,
        [id, name, expires, days],
      );
      if (written)
        await recordEvent(tx, {
          thing: 'solution',
          id,
          event: 'solution.qualification_ending',
          remark: `${name} · ${expires}`,
        });
    }
  });
}
