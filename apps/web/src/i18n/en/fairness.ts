import type { Same } from '@scenario-lab/contracts/words/same';
import type { fairness as zh } from '../zh/fairness.js';

export const fairness: Same<typeof zh> = {
  title: 'Fairness ledger',
  lead: 'An extra run, a sample, a visit, an answer or an extension given to one stands here and is offered to the others alike; no names in public.',
  empty: 'Nothing recorded yet.',
  fact: {
    answered: 'Question {{number}} answered',
    amended: 'Addendum {{number}} published',
    extended: 'Need extended',
    uncharged_look: 'The lab agreed to an uncharged look',
  },
  kind: {
    extra_run: 'Extra run',
    sample: 'Sample of data',
    visit: 'Site visit',
    answer: 'Answer to one',
    extension: 'Extension for one',
    other: 'Other',
  },
  to_all: 'to all',
  to_one: 'to one',
  to_us: 'to us',
  offered: 'Offered alike to all who take part, {{when}}',
  owed: 'Not yet offered alike to the others who take part.',
  owed_to: 'Not yet offered alike to {{who}}.',
  record: 'Record something',
  what: 'What',
  who: 'Given to',
  who_help: 'The name is not public.',
  day: 'Day',
  text: 'What it was',
  save: 'Write into the ledger',
};
