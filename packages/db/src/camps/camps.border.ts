import { type Border, type History, lab, labReads, party, policy } from '../core/border.js';

const told = `status NOT IN ('new', 'draft')`;
/** Whoever teaches reads the class; asked by a function, since a camp's instructors are nobody else's to list. */
const teaches = (camp: string) => `camp_instructs(${camp})`;
const ofTrainee = (table: string) =>
  `EXISTS (SELECT 1 FROM trainee t WHERE t.id = ${table}.trainee_id AND (t.person_id = app_person() OR ${teaches('t.camp_id')}))`;
const marks = `${lab} OR EXISTS (SELECT 1 FROM trainee t WHERE t.id = camp_attendance.trainee_id AND ${teaches('t.camp_id')})`;

export const campBorders: Border[] = [
  {
    table: 'camp',
    policies: [
      policy.seen(`${told} OR ${labReads}`),
      policy.public(told),
      policy.added(lab),
      policy.changed(lab),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'trainee',
    policies: [
      // Colleagues do not read who of them learns what, and how far they came.
      policy.seen(`person_id = app_person() OR ${labReads} OR ${teaches('camp_id')}`),
      policy.added('person_id = app_person() AND organisation_id = app_org() AND envelope IS NULL'),
      policy.changed(`person_id = app_person() OR ${lab}`),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'camp_attendance',
    policies: [
      policy.seen(`${labReads} OR ${ofTrainee('camp_attendance')}`),
      policy.added(marks),
      policy.removed(marks),
      policy.system(['lab_score']),
    ],
  },
  { table: 'camp_reminder', policies: [policy.system(['lab_score'])] },
  {
    table: 'camp_try',
    policies: [
      // Whoever may see the run: what counts as a trial is asked for the whole organisation.
      policy.seen(`${labReads} OR ${party('camp_try.run_id')}`),
      policy.added(
        `EXISTS (SELECT 1 FROM trainee t WHERE t.id = camp_try.trainee_id AND t.person_id = app_person())
         AND ${party('camp_try.run_id', ['own'])}`,
      ),
      policy.system(['lab_score']),
    ],
  },
];

export const campHistories: History[] = [
  { thing: 'camp', open: `EXISTS (SELECT 1 FROM camp WHERE id = $2 AND ${told})` },
];
