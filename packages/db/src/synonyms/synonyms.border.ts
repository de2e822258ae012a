import { type Border, lab, policy } from '../core/border.js';

export const synonymBorders: Border[] = [
  {
    table: 'synonym_change',
    // Whoever searches is helped by them; who wrote a line and why is told by the lab's route alone.
    policies: [policy.seen('true', ['lab_api', 'lab_public', 'lab_score']), policy.added(lab)],
  },
];
