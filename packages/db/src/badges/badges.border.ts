import { type Border, type History, lab, labReads, policy } from '../core/border.js';

const shown = `status IN ('valid', 'watch', 'lost', 'expired', 'revoked')`;
const own = 'holder_id = app_org()';

export const badgeBorders: Border[] = [
  {
    table: 'badge',
    policies: [
      policy.seen(`${shown} OR ${own} OR ${labReads}`),
      policy.public(shown),
      policy.added(`${own} AND applied_by = app_person() AND envelope IS NULL AND number IS NULL`),
      // Who may write which columns is the grants' to say: no signature, number or date of it is the API's.
      policy.changed(`${own} OR ${lab}`),
      policy.system(['lab_score']),
    ],
  },
];

export const badgeHistories: History[] = [
  { thing: 'badge', open: `EXISTS (SELECT 1 FROM badge WHERE id = $2 AND ${shown})` },
];
