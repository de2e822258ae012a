import { all, belongs, type Owned, owns, ownsOr } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';
import { accessRequestMachine } from './access-request.machine.js';
import { grantMachine } from './grant.machine.js';

/** The owner owns the data asked for and decides. */
export interface AccessRequestFacts extends Facts, Owned {
  requesterOrganisationId: string;
  /** The lab has verified who asks. */
  requesterVerified: boolean;
}

export interface GrantFacts extends Facts, Owned {
  granteeOrganisationId: string;
}

const asks: Condition<AccessRequestFacts> = (actor, facts) =>
  belongs(actor, facts.requesterOrganisationId) || 'not_yours';

const notOneself: Condition<AccessRequestFacts> = (_actor, facts) =>
  facts.requesterOrganisationId !== facts.ownerOrganisationId || 'own_organisation';

/** Nobody is handed other people's data before the lab knows who it is. */
const known: Condition<AccessRequestFacts> = (_actor, facts) => facts.requesterVerified || 'not_verified';

export const accessRequestPolicy = definePolicy<AccessRequestFacts>()('access_request', {
  create: fires(accessRequestMachine, 'create', all(asks, notOneself)),
  approve: fires(accessRequestMachine, 'approve', all(owns, notOneself, known)),
  refuse: fires(accessRequestMachine, 'refuse', owns),
  ask_info: fires(accessRequestMachine, 'ask_info', owns),
  give_info: fires(accessRequestMachine, 'give_info', asks),
  withdraw: fires(accessRequestMachine, 'withdraw', asks),
});

export const grantPolicy = definePolicy<GrantFacts>()('grant', {
  revoke: fires(grantMachine, 'revoke', ownsOr(['operator'])),
});
