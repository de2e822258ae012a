import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { policies } from '@scenario-lab/domain/policies';
import { asks, hidden, mine, type Source, sides } from './inbox-source.js';

const engagement = {
  thing: 'engagement',
  from: 'engagement e LEFT JOIN scenario s ON s.id = e.scenario_id',
  id: 'e.id',
  status: 'e.status',
  title: `coalesce(s.need->'title', ${hidden})`,
  born: 'e.created_at',
  columns: `${sides}, 'pilotLive', false) AS facts`,
  may: asks(policies.engagement),
} as const;

/** The side the reader's organisation is; whoever is of neither is asked for the lab's own. */
const side = `CASE WHEN ${mine('e.department_id')} THEN 'department' WHEN ${mine('e.vendor_id')} THEN 'vendor' ELSE 'lab' END`;
/** Who answers for the reader's side; null where nobody was named. */
const answers = `(SELECT c.person_id FROM room_contact c WHERE c.engagement_id = e.id AND c.organisation_id = app_org()
  ORDER BY c.at DESC, c.id DESC LIMIT 1)`;
/** The first open task of this person: given by name, or to the side it answers for. */
const task = (
  column: string,
) => `SELECT ${column} FROM room_task k WHERE k.engagement_id = e.id AND k.ended_at IS NULL
  AND k.side = ${side} AND coalesce(k.person_id, ${answers}, app_person()) = app_person() ORDER BY k.due, k.at, k.id LIMIT 1`;
/** What the other side has confirmed and one's own has not. */
const unconfirmed = `SELECT r.at FROM room_record r WHERE r.engagement_id = e.id AND r.kind <> 'file' AND r.taken_back_at IS NULL
  AND CASE ${side} WHEN 'vendor' THEN r.vendor_at IS NULL WHEN 'department' THEN r.department_at IS NULL ELSE false END
  ORDER BY r.at, r.id LIMIT 1`;
/** A talk the reader's side has not answered, and that lies ahead. */
const unagreed = (
  column: string,
) => `SELECT ${column} FROM meeting g WHERE g.engagement_id = e.id AND g.called_off_at IS NULL
  AND CASE ${side} WHEN 'vendor' THEN g.vendor_at IS NULL WHEN 'department' THEN g.department_at IS NULL ELSE false END
  AND EXISTS (SELECT 1 FROM meeting_slot s WHERE s.meeting_id = g.id AND s.starts > now()) ORDER BY g.at, g.id LIMIT 1`;
/** Whoever answered for the side has left, and nobody was named instead. */
const left = `${answers} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ${answers}
  AND m.organisation_id = app_org())`;

/** What waits in the rooms of engagements. */
export const roomSources: readonly Source[] = [
  {
    ...engagement,
    since: `(${task('k.at')})`,
    // The day it is due by is over when it ends, and is the day that is told.
    due: `((${task('k.due')}) + 1)::timestamptz - interval '1 second'`,
    waits: engagementMachine.live.map((status) => ({
      status,
      deed: 'engagement.keep_room',
      when: `EXISTS (${task('1')})`,
    })),
  },
  {
    ...engagement,
    since: `(${unconfirmed})`,
    waits: engagementMachine.live.map((status) => ({
      status,
      deed: 'engagement.confirm_record',
      when: `EXISTS (${unconfirmed})`,
    })),
  },
  {
    ...engagement,
    since: `(${unagreed('g.at')})`,
    // A time that is past needs no answer any more.
    due: `(${unagreed('(SELECT min(s.starts) FROM meeting_slot s WHERE s.meeting_id = g.id)')})`,
    waits: engagementMachine.live.map((status) => ({
      status,
      deed: 'engagement.agree_talk',
      when: `EXISTS (${unagreed('1')})`,
    })),
  },
  {
    ...engagement,
    waits: engagementMachine.live.map((status) => ({
      status,
      deed: 'engagement.hand_over',
      when: left,
    })),
  },
];
