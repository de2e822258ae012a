import { holds } from '../actor.js';
import { stands } from '../conditions.js';
import { definePolicy, type Facts } from '../policy.js';

export interface MatchFacts extends Facts {
  vendorOrganisationId: string;
  departmentOrganisationId: string;
}

export const matchPolicy = definePolicy<MatchFacts>()('match', {
  /** Puts a pair aside or on the shortlist, for one's own organisation: whose need or card it is, and brokers. */
  mark: {
    who: ['vendor', 'department', 'broker'],
    when: (actor, facts) =>
      holds(actor, ['broker']) ||
      stands(actor, 'vendor', facts.vendorOrganisationId) ||
      stands(actor, 'department', facts.departmentOrganisationId) ||
      'not_yours',
  },
});
