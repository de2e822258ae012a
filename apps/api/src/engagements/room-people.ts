import type { Engagement } from '@scenario-lab/contracts/engagements';
import { execute, json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';

export async function isColleague(tx: Tx, personId: string): Promise<boolean> {
  const found = await queryRows(
    tx,
    z.unknown(),
    'SELECT 1 FROM membership WHERE person_id = $1 AND organisation_id = app_org()',
    [personId],
  );
  return found.length > 0;
}

/** Names of whom message `m` names, as it was written. */
export const mentionsSql = `ARRAY(SELECT coalesce(person_name(w.person_id), '') FROM message_mention w
  WHERE w.message_id = m.id AND w.passed_from IS NULL ORDER BY w.at, w.person_id) AS mentions`;

const MentionableOfRow = z.object({
  id: z.string(),
  name: z.string(),
  organisation: json<{ id: string; name: { zh?: string | undefined; en?: string | undefined } }>(),
});

/**
 * Whom a message may name: colleagues, and of the others whoever has written or acted in the room already, as long as they
 * belong to where they did. Who else works there is not told by a room.
 */
export const mentionableOf = (tx: Tx, id: string): Promise<Engagement['mentionable']> =>
  queryRows(
    tx,
    MentionableOfRow,
    `WITH shown AS (
       SELECT person_id, organisation_id FROM message WHERE engagement_id = $1
       UNION SELECT person_id, organisation_id FROM room_record WHERE engagement_id = $1
       UNION SELECT person_id, organisation_id FROM room_contact WHERE engagement_id = $1
       UNION SELECT given_by, organisation_id FROM room_task WHERE engagement_id = $1
       UNION SELECT given_by, organisation_id FROM room_check WHERE engagement_id = $1
       UNION SELECT person_id, organisation_id FROM membership WHERE organisation_id = app_org())
     SELECT w.person_id AS id, coalesce(person_name(w.person_id), '') AS name,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation
     FROM shown w JOIN organisation o ON o.id = w.organisation_id
       JOIN membership m ON m.person_id = w.person_id AND m.organisation_id = w.organisation_id
     WHERE w.person_id <> app_person()
     ORDER BY w.organisation_id <> app_org(), name, id LIMIT 500`,
    [id],
  );

/** Puts on record whom a message names and has them told. Errors: `invalid_input` naming who may not be named. */
export async function mention(
  tx: Tx,
  actor: SignedIn,
  id: string,
  message: { id: string; eventId: string },
  personIds: readonly string[],
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const known = new Map((await mentionableOf(tx, id)).map((one) => [one.id, one]));
  const strange = personIds.findIndex((one) => !known.has(one));
  if (strange >= 0) throw inputRefusal({ path: `mentions.${strange}`, code: 'not_in_the_room' });
  const eventId = await recordEvent(tx, {
    thing: 'engagement',
    id,
    event: 'engagement.mentioned',
    by: actor,
  });
  const names: string[] = [];
  for (const person of new Set(personIds)) {
    const found = known.get(person);
    await execute(
      tx,
      `INSERT INTO message_mention (message_id, person_id, engagement_id, organisation_id, event_id, message_event_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [message.id, person, id, found?.organisation.id, eventId, message.eventId],
    );
    names.push(found?.name ?? '');
  }
  return names;
}

const PassMentionsRow = z.object({
  message_id: z.string(),
});

/**
 * Mentions whoever answered before has not written anything after go along to who answers now, who is told of them once.
 */
export async function passMentions(
  tx: Tx,
  actor: SignedIn,
  id: string,
  before: string,
  personId: string,
): Promise<void> {
  const open = await queryRows(
    tx,
    PassMentionsRow,
    `SELECT w.message_id FROM message_mention w JOIN message m ON m.id = w.message_id
     WHERE w.engagement_id = $1 AND w.person_id = $2 AND w.organisation_id = app_org()
       AND NOT EXISTS (SELECT 1 FROM message a WHERE a.engagement_id = $1 AND a.person_id = $2 AND a.at > m.at)
       AND NOT EXISTS (SELECT 1 FROM message_mention o WHERE o.message_id = w.message_id AND o.person_id = $3)`,
    [id, before, personId],
  );
  if (open.length === 0 || before === personId) return;
  const eventId = await recordEvent(tx, {
    thing: 'engagement',
    id,
    event: 'engagement.mentioned',
    by: actor,
  });
  for (const { message_id } of open)
    await execute(
      tx,
      `INSERT INTO message_mention (message_id, person_id, engagement_id, organisation_id, event_id, passed_from)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [message_id, personId, id, actor.organisationId, eventId, before],
    );
}
