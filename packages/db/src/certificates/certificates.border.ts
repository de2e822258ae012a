import { acts, type Border, byParties, type History, lab, party, policy } from '../core/border.js';
import { oversees } from '../runs/runs.border.js';

export const certificateBorders: Border[] = [
  byParties('report', 'run_id', {
    open: "published AND edition = 'vendor'",
    seen: `(edition = 'vendor' AND ${party('report.run_id')}) OR ${oversees('report.run_id')}`,
    // Its vendor may publish its own edition, and no other.
    changed: `edition = 'vendor' AND (${lab} OR ${acts('report.run_id')})`,
  }),
  // A vendor owns its run and not what the lab says of its certificate.
  byParties('certificate', 'run_id', { open: "status <> 'new'", changed: lab }),
  {
    table: 'status_list',
    policies: [policy.seen('true', ['lab_api', 'lab_public']), policy.system(['lab_score'])],
  },
];

export const certificateHistories: History[] = [
  { thing: 'certificate', open: 'SELECT true', parent: 'SELECT run_id FROM certificate WHERE id = $2' },
];
