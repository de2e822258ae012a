import { type Border, lab, labReads, policy } from '../core/border.js';

export const editionBorders: Border[] = [
  {
    table: 'edition',
    policies: [
      policy.seen(`number IS NOT NULL OR ${labReads}`),
      policy.added(lab),
      policy.changed(lab),
      policy.public('number IS NOT NULL'),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'edition_file',
    policies: [
      policy.seen('EXISTS (SELECT 1 FROM edition e WHERE e.id = edition_file.edition_id)', [
        'lab_api',
        'lab_public',
      ]),
      policy.system(['lab_score']),
    ],
  },
];
