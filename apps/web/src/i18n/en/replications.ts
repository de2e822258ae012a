import type { Same } from '@scenario-lab/contracts/words/same';
import type { replications as zh } from '../zh/replications.js';

export const replications: Same<typeof zh> = {
  title: 'Replications',
  lead: 'Other districts take over what was accepted: differences first, then a test on their own sealed data.',
  name: '{{title}} → {{adopter}}',
  empty: 'No replications yet. One starts from an accepted case.',
  see_cases: 'See accepted cases',
  steps: 'Progress',
  step: {
    requested: 'Requested',
    assessing: 'Differences assessed',
    transfer_testing: 'Transfer test',
    adopted: 'Adopted',
    declined: 'Not adopted',
    withdrawn: 'Withdrawn',
  },
  step_says: {
    requested: 'The adopter says what for',
    assessing: 'The lab states the differences; the adopter prepares a benchmark',
    transfer_testing: 'The certified algorithm runs on the adopter’s sealed data',
    adopted: 'The adopter decides once the transfer test has passed',
    declined: 'The adopter decided against it',
    withdrawn: 'The adopter took the request back',
  },
  next: 'Next step',
  purpose: 'What for',
  difference: 'Differences',
  difference_help:
    'How data, equipment, scale and rules differ from where it worked; in at least one language.',
  no_difference: 'Not assessed yet.',
  transfer: 'Transfer test',
  transfer_says:
    'Only an open benchmark of the adopter’s own; its hidden split is used, and nobody is charged.',
  transfer_runs: 'Transfer runs',
  no_transfer: 'No transfer run yet.',
  origin: 'origin',
  origin_figures: 'Figures on the origin’s certificate',
  benchmark: 'Benchmark',
  no_benchmark: '{{adopter}} has no open benchmark yet; it must make and seal one first.',
  own_benchmarks: 'Your organisation’s benchmarks',
  adopt_blocked: 'A transfer run must be approved with every must passed before it can be adopted.',
  case: 'Case',
  adopter: 'Adopter',
  vendor: 'Vendor',
  no_name_yet: 'Told once the source department and the vendor agree',
  names_wait:
    'This case leaves the names out. The adopter learns them, and the lab can assess, once the source department and the vendor have both agreed.',
  names_agreed: 'Your organisation has agreed to be named; the other side has not yet.',
};
