import { execute } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Tells those whose digest an event is, each with its own heading, as long as they belong to where they subscribed. */
export async function tellSubscribers(
  tx: Tx,
  event: { id: string; at: Date; thing: string; thing_id: string; event: string },
): Promise<void> {
  if (event.event !== 'organisation.matches_found') return;
  await execute(
    tx,
    `INSERT INTO notice (id, person_id, organisation_id, event_id, kind, event, thing, thing_id, page, title, at)
     SELECT gen_random_uuid(), d.person_id, d.organisation_id, $1::uuid, 'matches', $2, $3, $4::uuid, $4, d.title,
       date_trunc('minute', $5::timestamptz)
     FROM match_digest d JOIN membership m ON m.person_id = d.person_id AND m.organisation_id = d.organisation_id
       JOIN person p ON p.id = d.person_id AND NOT p.suspended
       LEFT JOIN notice_choice c ON c.person_id = d.person_id
     WHERE d.event_id = $1 AND NOT ('matches' = ANY(coalesce(c.muted, '{}')))
     ON CONFLICT (person_id, event_id) DO NOTHING`,
    [event.id, event.event, event.thing, event.thing_id, event.at],
  );
}
