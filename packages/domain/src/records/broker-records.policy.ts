import { holds } from '../actor.js';
import { definePolicy, type Facts } from '../policy.js';

export interface BrokerRecordFacts extends Facts {
  /** Whose record it is; null where the list is asked for. */
  brokerPersonId: string | null;
}

/** Who answers for the lab reads every broker's; whoever is a broker alone its own. */
export const readsAllBrokers = ['operator', 'reviewer', 'admin', 'observer'] as const;

export const brokerRecordPolicy = definePolicy<BrokerRecordFacts>()('broker_record', {
  read: {
    who: ['broker', ...readsAllBrokers],
    when: (actor, facts) =>
      facts.brokerPersonId === null ||
      (actor !== 'anonymous' && actor.personId === facts.brokerPersonId) ||
      holds(actor, readsAllBrokers) ||
      'not_yours',
  },
});
