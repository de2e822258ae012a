import { type Border, lab, labReads, policy } from '../core/border.js';

export const organisationBorders: Border[] = [
  // Before anybody is known (signing in, registering) no person is set; afterwards one sees oneself and one's own organisation.
  {
    table: 'person',
    policies: [
      {
        name: 'seen',
        on: 'all',
        to: ['lab_api'],
        using: `app_person() IS NULL OR id = app_person() OR ${labReads}
          OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person.id AND m.organisation_id = app_org())`,
        check: 'true',
      },
      { name: 'system', on: 'all', to: ['lab_score'], using: 'true' },
    ],
  },
  {
    table: 'organisation_document',
    policies: [
      policy.seen(`organisation_id = app_org() OR ${labReads}`),
      policy.added('organisation_id = app_org() AND person_id = app_person()'),
      policy.changed('organisation_id = app_org()'),
    ],
  },
  {
    table: 'mail_domain',
    policies: [
      // Before anybody is known, and while somebody joins, no person is set.
      policy.seen(`app_person() IS NULL OR organisation_id = app_org() OR ${labReads}`),
      policy.added('organisation_id = app_org() AND asked_by = app_person() AND NOT confirmed'),
      policy.changed(`organisation_id = app_org() OR ${lab}`),
    ],
  },
  {
    table: 'joining',
    policies: [
      policy.own(`app_person() IS NULL OR organisation_id = app_org() OR ${lab}`),
      { name: 'system', on: 'all', to: ['lab_score'], using: 'true' },
    ],
  },
  { table: 'onboarding_task', policies: [policy.own('organisation_id = app_org()')] },
];
