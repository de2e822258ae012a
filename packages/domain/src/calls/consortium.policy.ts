import { belongs, type Owned } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

/** `status` is the call's, `ownerOrganisationId` its department. */
export interface ConsortiumFacts extends Facts, Owned {
  deadlineOver: boolean;
  /** Of whoever asks; null where there is none. */
  role: 'lead' | 'member' | null;
  confirmed: boolean;
}

/** Nobody buys from itself, and what is sealed is not changed afterwards. */
const inTime: Condition<ConsortiumFacts> = (actor, facts) => {
  if (belongs(actor, facts.ownerOrganisationId)) return 'own_organisation';
  if (facts.status !== 'open') return 'wrong_status';
  return !facts.deadlineOver || 'too_late';
};
const as =
  (role: 'lead' | 'member'): Condition<ConsortiumFacts> =>
  (actor, facts) =>
    facts.role === role ? inTime(actor, facts) : 'not_yours';

export const consortiumPolicy = definePolicy<ConsortiumFacts>()('consortium', {
  save: {
    who: ['vendor'],
    when: (actor, facts) => (facts.role === 'member' ? 'duplicate' : inTime(actor, facts)),
  },
  confirm: {
    who: ['vendor'],
    when: (actor, facts) => {
      const mine = as('member')(actor, facts);
      return mine === true && facts.confirmed ? 'wrong_status' : mine;
    },
  },
  leave: { who: ['vendor'], when: as('member') },
  dissolve: { who: ['vendor'], when: as('lead') },
});
