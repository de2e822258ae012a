import type { BrokerFact, BrokerTally } from '@scenario-lab/contracts/broker-records';
import { at, otherSolution, scenario, solution } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const tally = (step: BrokerTally['step'], met: number, facts: number, open: number): BrokerTally => ({
  step,
  met,
  facts,
  open,
  takenBack: 1,
  share: facts === 0 ? null : met / facts,
  estimate: facts === 0 ? null : (met + 5) / (facts + 10),
});
const fact: BrokerFact = {
  engagementId: idOf(700),
  scenario: { id: scenario.id, title: scenario.title },
  solution: { id: solution.id, title: solution.title },
  vendor,
  department,
  at: at(12),
  status: 'validated',
  endReason: null,
  outcomes: {
    accepted: 'met',
    shortlisted: 'met',
    validated: 'met',
    awarded: 'open',
    field_accepted: 'open',
  },
};
const declined: BrokerFact = {
  ...fact,
  engagementId: idOf(701),
  solution: { id: otherSolution.id, title: otherSolution.title },
  status: 'declined',
  endReason: '近期人手不足，无法按期进场。',
  outcomes: {
    accepted: 'missed',
    shortlisted: 'missed',
    validated: 'missed',
    awarded: 'missed',
    field_accepted: 'missed',
  },
};

/** Made-up answers on what brokers proposed. */
export const brokerHandlers: Record<string, Handler> = {
  'broker_record.list': () => ({
    brokers: [
      {
        id: idOf(21),
        name: '周经理',
        proposed: 12,
        tallies: [
          tally('accepted', 7, 9, 2),
          tally('shortlisted', 5, 9, 2),
          tally('validated', 3, 8, 3),
          tally('awarded', 2, 7, 4),
          tally('field_accepted', 1, 6, 5),
        ],
      },
      {
        id: idOf(22),
        name: '吴经理',
        proposed: 1,
        tallies: [
          tally('accepted', 0, 0, 0),
          tally('shortlisted', 0, 0, 0),
          tally('validated', 0, 0, 0),
          tally('awarded', 0, 0, 0),
          tally('field_accepted', 0, 0, 0),
        ],
      },
    ],
    priors: (['accepted', 'shortlisted', 'validated', 'awarded', 'field_accepted'] as const).map((step) => ({
      step,
      share: 0.5,
      ofAll: false,
    })),
  }),
  'broker_record.read_facts': () => [fact, declined],
};
