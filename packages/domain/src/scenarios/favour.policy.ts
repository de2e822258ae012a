import { type Owned, ownsOr } from '../conditions.js';
import { definePolicy, type Facts } from '../policy.js';

export interface FavourFacts extends Facts, Owned {
  /** Of the need. */
  status: string | null;
  /** Participants who were not offered the same. */
  owed: number;
}

const running = ['published', 'closed'];

export const favourPolicy = definePolicy<FavourFacts>()('favour', {
  record: {
    who: ['department', 'operator', 'broker'],
    when: (actor, facts) => {
      const may = ownsOr(['operator', 'broker'])(actor, facts);
      if (may !== true) return may;
      return running.includes(facts.status ?? '') || 'wrong_status';
    },
  },
  offer: {
    who: ['department', 'operator', 'broker'],
    when: (actor, facts) => {
      const may = ownsOr(['operator', 'broker'])(actor, facts);
      if (may !== true) return may;
      return (running.includes(facts.status ?? '') && facts.owed > 0) || 'wrong_status';
    },
  },
});
