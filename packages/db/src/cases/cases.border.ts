import { type Border, byParties, type History, labReads, policy } from '../core/border.js';

export const caseBorders: Border[] = [
  // A case is seen and written by the parties of the engagement its pilot came from.
  byParties('lab_case', '(SELECT w.engagement_id FROM pilot w WHERE w.id = lab_case.pilot_id)', {
    open: 'published',
  }),
  byParties('replication', 'id'),
  {
    table: 'names_consent',
    policies: [
      policy.seen(`${labReads} OR organisation_id = app_org()`),
      policy.added(
        `organisation_id = app_org() AND EXISTS (SELECT 1 FROM replication r JOIN lab_case c ON c.id = r.case_id
           WHERE r.id = names_consent.replication_id AND app_org() IN (c.department_id, c.vendor_id))`,
      ),
    ],
  },
];

export const caseHistories: History[] = [
  {
    thing: 'case',
    // The history of a case without names would tell them.
    open: 'EXISTS (SELECT 1 FROM lab_case WHERE id = $2 AND published AND NOT anonymous)',
    parent: 'SELECT w.engagement_id FROM lab_case c JOIN pilot w ON w.id = c.pilot_id WHERE c.id = $2',
  },
];
