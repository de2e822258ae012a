import { acts, type Border, lab, policy } from '../core/border.js';

/** Children of a pilot follow whoever sees the pilot itself. */
const ofPilot = (table: string, and = 'true') =>
  `EXISTS (SELECT 1 FROM pilot w WHERE w.id = ${table}.pilot_id AND ${and})`;
const written = `(${lab} OR ${acts('w.engagement_id')})`;
const ofSurvey = (table: string, and = 'true') =>
  `EXISTS (SELECT 1 FROM survey s WHERE s.id = ${table}.survey_id AND ${and})`;

const child = (table: string, ...more: Border['policies']): Border => ({
  table,
  policies: [
    policy.seen(ofPilot(table)),
    policy.added(ofPilot(table, written)),
    policy.changed(ofPilot(table, written)),
    ...more,
    policy.system(['lab_score']),
  ],
});

export const acceptanceBorders: Border[] = [
  child('survey'),
  { table: 'survey_invitation', policies: [policy.added(ofSurvey('survey_invitation'))] },
  // Written by who asks and read by nobody: what is told of letters is counted by a function.
  {
    table: 'survey_letter',
    policies: [
      policy.added(
        ofSurvey('survey_letter', `EXISTS (SELECT 1 FROM pilot w WHERE w.id = s.pilot_id AND ${written})`),
      ),
      policy.system(['lab_score']),
    ],
  },
  // What was said is for nobody while more is being said: two looks would tell what the last one said.
  {
    table: 'survey_answer',
    policies: [
      policy.seen(ofSurvey('survey_answer', '(s.closed_at IS NOT NULL OR s.until_day < current_date)')),
    ],
  },
  child('acceptance'),
  child('acceptance_condition'),
  child('pilot_change'),
  child('pilot_document'),
  child('pilot_payment', policy.removed(ofPilot('pilot_payment', written))),
];
