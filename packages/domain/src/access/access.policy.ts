import { accessRequestMachine } from '@scenario-lab/contracts/access/access-request.machine';
import { grantMachine } from '@scenario-lab/contracts/access/grant.machine';
import { holds, isLab } from '../actor.js';
import { all, belongs, type Owned, owns, ownsOr } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

/** The owner owns the data asked for and decides. */
export interface AccessRequestFacts extends Facts, Owned {
  requesterOrganisationId: string;
  /** The lab has verified who asks. */
  requesterVerified: boolean;
}

export interface GrantFacts extends Facts, Owned {
  granteeOrganisationId: string;
  /** Whose addendum waits for the other side's answer. */
  proposedById: string | null;
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

const sides = ['vendor', 'department', 'operator'] as const;
const isParty: Condition<GrantFacts> = (actor, facts) =>
  belongs(actor, facts.ownerOrganisationId) || belongs(actor, facts.granteeOrganisationId) || 'not_yours';
/** Who did not propose it. */
const answers: Condition<GrantFacts> = (actor, facts) => {
  if (facts.proposedById === null) return 'wrong_status';
  return belongs(actor, facts.proposedById) ? 'not_the_other_side' : isParty(actor, facts);
};

export const grantPolicy = definePolicy<GrantFacts>()('grant', {
  /** Both sides and whoever supervises. */
  read: {
    who: 'signed_in',
    when: (actor, facts) => isLab(actor) || holds(actor, ['observer']) || isParty(actor, facts),
  },
  /** One addendum at a time: terms are read by two sides, and two proposals that cross each other by nobody. */
  propose: {
    who: sides,
    from: ['active'],
    when: all(isParty, (_actor, facts) => facts.proposedById === null || 'wrong_status'),
  },
  agree: { who: sides, from: ['active'], when: answers },
  decline: { who: sides, from: ['active'], when: answers },
  take_back: {
    who: sides,
    from: ['active'],
    when: (actor, facts) =>
      facts.proposedById === null ? 'wrong_status' : belongs(actor, facts.proposedById) || 'not_yours',
  },
  /** How many keys both have: asked by whom the contract is given to, agreed to by whose data they are, each time. */
  ask_match: {
    who: sides,
    from: ['active'],
    when: (actor, facts) => belongs(actor, facts.granteeOrganisationId) || 'not_yours',
  },
  agree_match: { who: sides, from: ['active'], when: owns },
  decline_match: { who: sides, from: ['active'], when: isParty },
  hand_in_match: { who: sides, from: ['active'], when: isParty },
  revoke: fires(grantMachine, 'revoke', ownsOr(['operator'])),
});
