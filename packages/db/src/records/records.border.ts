import { type Border, lab, labReads, policy } from '../core/border.js';

/** The lab has opened the figure to everybody, and its day has come. */
const published = (table: string) =>
  `EXISTS (SELECT 1 FROM record_figure f WHERE f.figure = ${table}.figure AND f.published_from <= current_date)`;
const own = 'organisation_id = app_org()';

export const recordBorders: Border[] = [
  // What a figure is made of names needs, pilots and people's tickets: never everybody's, however published the figure.
  { table: 'record_fact', policies: [policy.seen(`${own} OR ${labReads}`), policy.system(['lab_score'])] },
  {
    table: 'record_tally',
    policies: [
      policy.seen(`${own} OR ${labReads} OR ${published('record_tally')}`),
      policy.public(published('record_tally')),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'record_figure',
    policies: [
      policy.seen('true', ['lab_api', 'lab_public']),
      policy.changed(lab),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'record_reply',
    policies: [
      policy.seen(`${own} OR ${labReads} OR (shown_at IS NOT NULL AND ${published('record_reply')})`),
      policy.public(`shown_at IS NOT NULL AND ${published('record_reply')}`),
      policy.added(`${own} AND person_id = app_person() AND shown_at IS NULL AND judged_by IS NULL`),
      {
        // Nobody shows its own words to everybody, and the lab puts none into another's mouth.
        name: 'changed',
        on: 'update',
        to: ['lab_api'],
        using: `${own} OR ${lab}`,
        check: `(${own} AND person_id = app_person() AND shown_at IS NULL AND judged_by IS NULL) OR (${lab} AND judged_by = app_person())`,
      },
      policy.removed(own),
      policy.system(['lab_score']),
    ],
  },
];
