import { type Border, lab, labReads, party, policy } from '../core/border.js';

const sides = (table: string) => party(`${table}.grant_id`);

export const accessBorders: Border[] = [
  {
    table: 'grant_terms',
    policies: [
      policy.seen(`${labReads} OR ${sides('grant_terms')}`),
      // In one's own name and not in force: that takes the other side.
      policy.added(
        `${sides('grant_terms')} AND proposed_by_id = app_org() AND person_id = app_person() AND agreed_at IS NULL`,
      ),
      {
        name: 'changed',
        on: 'update',
        to: ['lab_api'],
        using: `${sides('grant_terms')} AND agreed_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL`,
        check: `${sides('grant_terms')} AND (withdrawn_at IS NOT NULL) = (proposed_by_id = app_org())`,
      },
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'grant_stop',
    policies: [
      policy.seen(`${labReads} OR ${sides('grant_stop')}`),
      // Whoever ends a contract acts as the lab while what it carries is stopped.
      policy.added(lab),
      policy.system(['lab_score']),
    ],
  },
];
