import { holds, isLab } from '../actor.js';
import { belongs } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

/** A case has no lifecycle of its own: it is written (`draft`) and published (`published`). */
export interface CaseFacts extends Facts {
  vendorOrganisationId: string;
  departmentOrganisationId: string;
  /** The department agreed to publication, named or anonymised. */
  departmentConsents: boolean;
}

const writes: Condition<CaseFacts> = (actor, facts) =>
  holds(actor, ['operator', 'broker']) || belongs(actor, facts.departmentOrganisationId) || 'not_yours';

const reads: Condition<CaseFacts> = (actor, facts) =>
  facts.status === 'published' ||
  isLab(actor) ||
  holds(actor, ['observer']) ||
  belongs(actor, facts.departmentOrganisationId) ||
  belongs(actor, facts.vendorOrganisationId) ||
  'not_published';

export const casePolicy = definePolicy<CaseFacts>()('case', {
  read: { who: 'anyone', when: reads },
  write: {
    who: ['department', 'operator', 'broker'],
    when: (actor, facts) => (facts.status === 'published' ? 'wrong_status' : writes(actor, facts)),
  },
  publish: {
    who: ['operator'],
    when: (_actor, facts) => facts.departmentConsents || 'consent_missing',
    from: ['draft'],
  },
});
