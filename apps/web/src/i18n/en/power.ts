import type { Same } from '@scenario-lab/contracts/words/same';
import type { power as chinese } from '../zh/power.js';

export const power: Same<typeof chinese> = {
  needs_rows:
    'For 4 chances in 5 to see that a program which truly reaches {{hoped}} meets this, about {{rows}} test rows are needed (with at most {{looks}} looks for each vendor).',
  needs_positives:
    'For 4 chances in 5 to see that a program which truly reaches {{hoped}} meets this, about {{rows}} real cases are needed among the test rows (with at most {{looks}} looks for each vendor).',
  have_rows: 'There are about {{have}}: a chance of about {{chance}}.',
  have_positives: 'There are about {{have}}: a chance of about {{chance}}.',
  what_helps: ' Ask for less, hope for more, or bring more data.',
  flat: 'There is no room between what is hoped for and what is required: no number of rows can tell. Ask for less or hope for more.',
  too_many: 'More than 200,000 test rows would be needed. Ask for less or hope for more.',
  spread:
    'How much data it takes depends on how errors vary, which nobody knows before the test; at least 20 independent cases are needed, and more make it surer.',
  group:
    'Judged by groups: how surely depends on how groups vary, which nobody knows before the test; at least 20 groups are needed, and more make it surer.',
  block:
    'Judged by stretches of time: how surely depends on how they vary, which nobody knows before the test; at least 20 stretches are needed, and a longer time makes it surer.',
  once: 'Measured once over the whole run, however many rows there are.',
  largest: 'The largest error itself is compared, with no allowance; more data make a large one likelier.',
};
