import type { Same } from '@scenario-lab/contracts/words/same';
import type { reviews as zh } from '../zh/reviews.js';

export const reviews: Same<typeof zh> = {
  title: 'Review desk',
  lead: 'Runs on hidden splits, the longest waiting first. A review says whether the test was properly conducted; it does not change the verdict.',
  open: 'Open at the review desk',
  empty: 'No run waits for review.',
  see_runs: 'See all runs',
  choose: 'Choose one to review; arrow keys or j and k move.',
  waiting_since: 'waiting since {{when}}',
  means:
    '“Approve” says that the test was properly conducted, not that criteria were met. A run whose verdict is fail or inconclusive can be approved just the same.',
  not_yours:
    'You cannot review this run: it belongs to an organisation of yours, or the last decision on it was yours.',
  decide: 'Decision',
  statement_help:
    'At least 10 characters. With approve and reject it is printed on the report; a question goes to the vendor only.',
  checks: 'Please check',
  check: {
    level: 'Sandbox',
    look: 'Look',
    attempts: 'Attempts',
    prior_access: 'Prior access',
    digest: 'Result digest',
  },
  open_run: 'Open the run',
};
