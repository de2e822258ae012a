import { type Thing, Thing as ThingSchema } from '@scenario-lab/contracts/lab';
import { noticeRules } from '@scenario-lab/domain/notices/notice-rules';
import { z } from 'zod';
import { execute, json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { noticeSubjects } from './notice-subjects.js';
import { tellFollowers } from './tell-followers.js';
import { tellSubscribers } from './tell-subscribers.js';
import { tellWebhooks } from './tell-webhooks.js';

const batch = 200;

const Due = z.object({
  id: z.string(),
  at: z.date(),
  thing: z.string(),
  thing_id: z.string(),
  event: z.string(),
  person_id: z.string().nullable(),
  organisation_id: z.string().nullable(),
});
type Due = z.output<typeof Due>;

/**
 * Decides for a batch of events who is told, in the caller's transaction: each person once per event, however often
 * this is done. Returns how many events it took.
 */
export async function makeNotices(tx: Tx): Promise<number> {
  const due = await queryRows(
    tx,
    Due,
    `WITH taken AS (DELETE FROM notice_due WHERE event_id IN (
       SELECT event_id FROM notice_due LIMIT ${batch} FOR UPDATE SKIP LOCKED) RETURNING event_id)
     SELECT e.id, e.at, e.thing, e.thing_id, e.event, e.person_id, e.organisation_id
     FROM event e JOIN taken ON taken.event_id = e.id ORDER BY e.seq`,
  );
  for (const event of due) {
    await tell(tx, event);
    await tellFollowers(tx, event);
    await tellSubscribers(tx, event);
  }
  return due.length;
}

const alsoTold = {
  engaged: `SELECT vendor_id FROM engagement WHERE scenario_id = $1
    AND status NOT IN ('declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected', 'completed')`,
  // Those engaged on the need, and whoever offered and did not take it back.
  called: `SELECT e.vendor_id FROM engagement e JOIN open_call c ON c.scenario_id = e.scenario_id WHERE c.id = $1
    AND e.status NOT IN ('declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected', 'completed')
    UNION SELECT b.vendor_id FROM bid b WHERE b.call_id = $1 AND b.withdrawn_at IS NULL
    UNION SELECT m.organisation_id FROM bid_member m WHERE m.call_id = $1`,
  // Who wants the same, wherever their votes are now, whose wish it is, and who took it on.
  wishers: `SELECT organisation_id FROM data_request_vote WHERE data_request_id = $1 OR moved_from = $1
    UNION SELECT unnest(ARRAY[owner_id, claimant_id]) FROM data_request WHERE id = $1`,
  // Those who were asked and have not gone.
  joint: `SELECT organisation_id FROM joint_member WHERE joint_need_id = $1 AND state IN ('asked', 'agreed')`,
  claimant: 'SELECT claimant_id FROM data_request WHERE id = $1',
  grantees: `SELECT organisation_id FROM access_grant WHERE dataset_id = $1 AND status = 'active'`,
};

/** Told in the organisation one took the seat for. */
const seated = `EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = $1 AND s.person_id = m.person_id
  AND s.organisation_id = m.organisation_id AND s.out_by IS NULL)`;

/** Each is told once, in an organisation of theirs: who takes part in the one they signed up for. */
const attends = `EXISTS (SELECT 1 FROM trainee t WHERE t.camp_id = $1 AND t.status = 'seated' AND t.person_id = m.person_id
    AND t.organisation_id = m.organisation_id)
  OR EXISTS (SELECT 1 FROM camp c WHERE c.id = $1 AND m.person_id = ANY (c.instructors))`;

/** Named in a message, and still somebody who may read the room it stands in: of a party, or of the lab. */
const mentioned = `EXISTS (SELECT 1 FROM message_mention w WHERE w.event_id = $5 AND w.person_id = m.person_id
  AND w.organisation_id = m.organisation_id AND (m.organisation_id IN (SELECT organisation_id FROM party WHERE thing_id = $1)
    OR 'operate' = ANY(o.roles)))`;
/** Whoever is told that a message names them is not told of the message besides. */
const toldByMention = `EXISTS (SELECT 1 FROM message_mention w WHERE w.message_event_id = $5 AND w.person_id = m.person_id)
  AND NOT ('mention' = ANY(coalesce(c.muted, '{}')))`;

const TellRow = z.object({
  root: z.string(),
  page: z.string(),
  title: json<unknown>().nullable(),
});

async function tell(tx: Tx, event: Due): Promise<void> {
  const rule = noticeRules.get(event.event);
  const thing = ThingSchema.safeParse(event.thing).data as Thing | undefined;
  if (!rule || !thing) return;
  const subject = await queryRow(tx, TellRow, noticeSubjects[thing], [event.thing_id]);
  if (!subject) return;
  await execute(
    tx,
    `INSERT INTO notice (id, person_id, organisation_id, event_id, kind, event, thing, thing_id, page, title, at)
     SELECT DISTINCT ON (m.person_id) gen_random_uuid(), m.person_id, m.organisation_id, $5::uuid, $6, $7, $8, $9::uuid, $10, $11::jsonb,
       date_trunc('minute', $12::timestamptz)
     FROM membership m JOIN person p ON p.id = m.person_id AND NOT p.suspended
       JOIN organisation o ON o.id = m.organisation_id
       LEFT JOIN notice_choice c ON c.person_id = m.person_id
     WHERE (m.organisation_id IS DISTINCT FROM $4::uuid AND (
           m.organisation_id IN (SELECT organisation_id FROM party WHERE thing_id = $1 AND "right" = ANY($2::text[]))
           ${rule.also ? `OR m.organisation_id IN (${alsoTold[rule.also]})` : ''})
         ${rule.seated ? `OR ${seated}` : ''}
         ${rule.mentioned ? `OR ${mentioned}` : ''}
         ${rule.attends ? `OR ${attends}` : ''}
         OR ('operate' = ANY(o.roles) AND m.roles && $3::text[]))
       AND m.person_id IS DISTINCT FROM $13::uuid AND NOT ($6 = ANY(coalesce(c.muted, '{}'))) AND NOT (${toldByMention})
     ORDER BY m.person_id, m.organisation_id
     ON CONFLICT (person_id, event_id) DO NOTHING`,
    [
      subject.root,
      rule.rights,
      rule.desk,
      event.organisation_id,
      event.id,
      rule.kind,
      event.event,
      event.thing,
      event.thing_id,
      subject.page,
      JSON.stringify(subject.title),
      event.at,
      event.person_id,
    ],
  );
  await tellWebhooks(tx, event, rule, subject, rule.also ? alsoTold[rule.also] : null);
}
