import type { Text } from '@scenario-lab/contracts/common';
import { meetingWords } from '@scenario-lab/contracts/words/meetings';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import type { Asked, Dated } from './dated.js';

const OfMeetingsRow = z.object({
  id: z.string(),
  kind: word<keyof typeof meetingWords.zh>(),
  place: z.string(),
  starts: z.date(),
  minutes: z.number(),
  scenario_id: z.string(),
  engagement_id: z.string().nullable(),
  title: json<Text>(),
  changed_at: z.date(),
});

/**
 * Meetings that concern whoever asks: where its organisation has a seat, what it offers itself, and talks both sides have
 * agreed to. Of one need or one engagement, the same of that one.
 */
export async function ofMeetings(tx: Tx, asked: Asked): Promise<Dated[]> {
  // Where and when is for those who come: visitors' role cannot even ask.
  if ('thing' in asked && (asked.visitor || (asked.thing !== 'scenario' && asked.thing !== 'engagement')))
    return [];
  const where =
    'thing' in asked ? '(g.scenario_id = $1 OR g.engagement_id = $1 OR e.id = $1)' : '$1::uuid IS NULL';
  const rows = await queryRows(
    tx,
    OfMeetingsRow,
    `SELECT DISTINCT ON (s.id) s.id, g.kind, g.place, s.starts, s.minutes, g.scenario_id, g.engagement_id, n.need->'title' AS title,
       greatest(g.at, g.vendor_at, g.department_at, x.seated_at) AS changed_at
     FROM meeting g JOIN meeting_slot s ON s.meeting_id = g.id JOIN scenario n ON n.id = g.scenario_id
       LEFT JOIN meeting_seat x ON x.slot_id = s.id AND x.vendor_id = app_org() AND x.left_at IS NULL
       LEFT JOIN engagement e ON e.scenario_id = g.scenario_id AND app_org() IN (e.vendor_id, e.department_id)
     WHERE g.called_off_at IS NULL AND ${where} AND CASE WHEN g.engagement_id IS NULL
         THEN x.seated_at IS NOT NULL OR n.owner_id = app_org()
         ELSE g.vendor_at IS NOT NULL AND g.department_at IS NOT NULL
           AND EXISTS (SELECT 1 FROM engagement w WHERE w.id = g.engagement_id AND app_org() IN (w.vendor_id, w.department_id)) END
     ORDER BY s.id LIMIT 500`,
    ['thing' in asked ? asked.id : null],
  );
  return rows.map((row) => ({
    key: `meeting-${row.id}`,
    kind: 'meeting',
    thing: row.engagement_id ? 'engagement' : 'scenario',
    thingId: row.engagement_id ?? row.scenario_id,
    page: row.engagement_id ?? row.scenario_id,
    title: row.title,
    part: {
      zh: `${meetingWords.zh[row.kind]}，${row.place}`,
      en: `${meetingWords.en[row.kind]}, ${row.place}`,
    },
    waitsFor: null,
    day: null,
    at: row.starts.toISOString(),
    minutes: row.minutes,
    changes: 0,
    changedAt: row.changed_at,
  }));
}
