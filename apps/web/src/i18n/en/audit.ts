import { called } from '@scenario-lab/contracts/words/things-en';
/** Who did what when on which thing. */
export const audit = {
  title: 'Audit',
  lead: 'Who did what when on which thing. Lines are added and never changed, and kept for good. Find a person, an organisation, an event or a thing by its id; export what you found.',
  empty: 'No line fits.',
  period: 'Time',
  periods: { day: 'Last day', week: 'Last week', month: 'Last month', year: 'Last year' },
  by: 'Done by',
  doer: { people: 'People', lab: 'The lab’s own processes' },
  thing: 'Thing',
  things: {
    ...called,
    organisation: 'Organisation',
    solution: 'Solution',
    algorithm: 'Algorithm',
    algorithm_version: 'Algorithm version',
    dataset: 'Data set',
    dataset_version: 'Data set version',
    call: 'Call for bids',
    meeting_seat: 'Place at a meeting',
    person: 'Account',
    lab: 'The lab’s settings',
  },
} as const;
