import type { Same } from '@scenario-lab/contracts/words/same';
import type { brokerRecords as zh } from '../zh/broker-records.js';

export const brokerRecords: Same<typeof zh> = {
  title: 'Brokers’ hit rate',
  lead: 'Every pair a broker proposed and what came of it. Shares are of what has been decided; what goes on and what was taken back before an answer stand apart.',
  own_lead:
    'The pairs you proposed and what came of them. Other brokers do not see your list; those who answer for the lab do.',
  broker: 'Broker',
  proposed: 'Proposed',
  behind: 'What is behind “{{step}}”: {{name}}',
  estimate: 'estimate {{share}}',
  none_yet: 'nothing decided',
  prior_half:
    'Estimates are drawn towards one half (as if by {{strength}} facts): too few brokers have decided pairs.',
  prior_all: 'Estimates are drawn towards all brokers’ share (as if by {{strength}} facts).',
  empty: 'No broker has proposed a pair yet.',
  facts: 'Proposed by {{name}}',
  facts_step: 'Proposed by {{name}}: {{step}}',
  all_steps: 'Show all',
  no_facts: 'Nothing proposed yet. Inviting a vendor on the matches of a need counts here.',
  pair: 'Need and solution',
  sides: 'Sides',
  on: 'Proposed on',
  now: 'Now',
  came: 'Outcome',
  step: {
    accepted: 'Accepted',
    shortlisted: 'Shortlisted',
    validated: 'Validated',
    awarded: 'On pilot or awarded',
    field_accepted: 'Accepted in the field',
  },
  outcome: { met: 'reached', missed: 'not reached', open: 'under way', taken_back: 'taken back unanswered' },
  desk: 'What came of your proposals',
  to_page: 'See the list',
};
