import { type Border, byParties, lab, labReads, party, policy } from '../core/border.js';

const runsNeed = (need: string) =>
  `(${lab} OR EXISTS (SELECT 1 FROM scenario s WHERE s.id = ${need} AND s.owner_id = app_org()))`;
const ofMeeting = (condition: string) =>
  `EXISTS (SELECT 1 FROM meeting g WHERE g.id = meeting_slot.meeting_id AND (${condition}))`;

export const engagementBorders: Border[] = [
  byParties('engagement', 'id'),
  byParties('message', 'engagement_id'),
  byParties('room_record', 'engagement_id'),
  byParties('room_task', 'engagement_id'),
  byParties('room_contact', 'engagement_id'),
  byParties('room_check', 'engagement_id'),
  byParties('engagement_member', 'engagement_id', { added: 'false', changed: 'false' }),
  byParties('message_mention', 'engagement_id'),
  // What is offered to all is read by all who see the need; a talk by the parties of its engagement.
  {
    table: 'meeting',
    policies: [
      policy.seen(
        `${labReads} OR CASE WHEN meeting.engagement_id IS NULL THEN EXISTS (SELECT 1 FROM scenario s WHERE s.id = meeting.scenario_id)
           ELSE ${party('meeting.engagement_id')} END`,
      ),
      policy.public(
        'meeting.engagement_id IS NULL AND EXISTS (SELECT 1 FROM scenario s WHERE s.id = meeting.scenario_id)',
      ),
      policy.added(
        `CASE WHEN meeting.engagement_id IS NULL THEN ${runsNeed('meeting.scenario_id')}
           ELSE ${lab} OR ${party('meeting.engagement_id', ['own', 'act'])} END`,
      ),
      policy.changed(
        `CASE WHEN meeting.engagement_id IS NULL THEN ${runsNeed('meeting.scenario_id')}
           ELSE ${lab} OR ${party('meeting.engagement_id', ['own', 'act'])} END`,
      ),
      policy.system(),
    ],
  },
  {
    table: 'meeting_slot',
    policies: [
      policy.seen(ofMeeting('true')),
      policy.added(ofMeeting('g.organisation_id = app_org() AND g.person_id = app_person()')),
      policy.system(),
    ],
  },
  // Its vendor's and the department's: rivals do not read who comes.
  byParties('meeting_seat', 'id', { added: 'meeting_seat.vendor_id = app_org()' }),
];
