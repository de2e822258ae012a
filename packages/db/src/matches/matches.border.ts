import { type Border, labReads, policy } from '../core/border.js';

const oneself = (table: string) =>
  `${table}.person_id = app_person() AND ${table}.organisation_id = app_org()`;

export const matchBorders: Border[] = [
  {
    table: 'match_mark',
    policies: [
      policy.seen('organisation_id = app_org()'),
      policy.added('organisation_id = app_org() AND person_id = app_person()'),
      policy.changed('organisation_id = app_org()'),
      policy.system(['lab_score']),
    ],
  },
  {
    // Whoever is written to reads the words in its own invitation, and not who else got them.
    table: 'invitation_letter',
    policies: [
      policy.seen(`department_id = app_org() OR ${labReads}`),
      policy.added('organisation_id = app_org() AND person_id = app_person()'),
    ],
  },
  {
    table: 'invitation_letter_to',
    policies: [
      policy.seen(`EXISTS (SELECT 1 FROM invitation_letter l WHERE l.id = invitation_letter_to.letter_id)`),
      policy.added(
        `EXISTS (SELECT 1 FROM invitation_letter l WHERE l.id = invitation_letter_to.letter_id AND l.person_id = app_person())`,
      ),
    ],
  },
  {
    table: 'match_subscription',
    policies: [policy.own(oneself('match_subscription')), policy.system(['lab_score'])],
  },
  {
    table: 'match_digest',
    policies: [policy.seen(oneself('match_digest')), policy.system(['lab_score'])],
  },
  { table: 'match_told', policies: [policy.own(oneself('match_told')), policy.system(['lab_score'])] },
];
