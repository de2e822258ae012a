import type { Same } from '@scenario-lab/contracts/words/same';
import type { inbox as zh } from '../zh/inbox.js';

export const inbox: Same<typeof zh> = {
  title: 'Inbox',
  lead: 'What waits for you or your organisation, oldest first.',
  empty: 'Nothing waits for you.',
  since: 'since {{when}}',
  due: 'due {{day}}',
  overdue: 'overdue',
  open: 'Open',
  waits_for: 'Waits for: {{deed}}',
  thing: {
    organisation: 'Organisation',
    solution: 'Solution',
    algorithm: 'Algorithm',
    algorithm_version: 'Algorithm version',
    dataset: 'Dataset',
    dataset_version: 'Dataset version',
    scenario: 'Need',
    access_request: 'Access request',
    grant: 'Grant',
    benchmark_version: 'Benchmark',
    engagement: 'Engagement',
    run: 'Run',
    certificate: 'Certificate',
    pilot: 'Pilot',
    case: 'Case',
    replication: 'Replication',
    edition: 'Published list',
  },
  deed: {
    organisation: { agree: 'agree to roles or an invitation' },
    benchmark: { edit: 'mend the benchmark' },
    pilot: { plan: 'plan the pilot' },
    run: { submit: 'submit a run' },
    case: { write: 'write the case' },
  },
};
