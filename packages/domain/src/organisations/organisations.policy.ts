import { holds } from '../actor.js';
import { belongs } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

export interface OrganisationFacts extends Facts {
  /** The organisation itself; null for the list of all. */
  organisationId: string | null;
  /** Who proposed what waits for a second admin, and whom it is about. */
  proposedByPersonId?: string | null;
  subjectPersonId?: string | null;
  /** Of the acting person and one of those two, one made the link by which the other's password was set of late. */
  inOneHand?: boolean;
}

export interface PersonFacts extends Facts {
  /** The account in question; null for the list of all. */
  personId: string | null;
}

const leads: Condition<OrganisationFacts> = (actor, facts) => {
  if (!belongs(actor, facts.organisationId)) return 'not_yours';
  return (actor !== 'anonymous' && actor.isOwner) || 'owner_only';
};

const leadsOrAdmin: Condition<OrganisationFacts> = (actor, facts) =>
  holds(actor, ['admin']) || leads(actor, facts);

const second: Condition<OrganisationFacts> = (actor, facts) => {
  if (!belongs(actor, facts.organisationId)) return 'not_yours';
  if (actor === 'anonymous' || actor.personId === facts.subjectPersonId) return 'own_account';
  if (actor.personId === facts.proposedByPersonId) return 'decided_by_you';
  return !facts.inOneHand || 'one_hand';
};

/** Registering one is how a newcomer comes in: it needs no session, and no action here. */
export const organisationPolicy = definePolicy<OrganisationFacts>()('organisation', {
  list: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  edit: { who: 'signed_in', when: leadsOrAdmin },
  verify: { who: ['admin'] },
  invite: { who: 'signed_in', when: leadsOrAdmin },
  manage_members: { who: 'signed_in', when: leadsOrAdmin },
  /** Papers to be verified by: written by the organisation alone, read by whoever verifies. */
  keep_documents: { who: 'signed_in', when: leads },
  read_documents: { who: 'signed_in', when: leadsOrAdmin },
  /** Joining by the domain of one's address: asked for by an owner, confirmed by the lab. */
  list_mail_domains: { who: ['admin'] },
  read_joining: { who: 'signed_in', when: leadsOrAdmin },
  ask_mail_domain: { who: 'signed_in', when: leads },
  decide_mail_domain: { who: ['admin'] },
  answer_joining: { who: 'signed_in', when: leads },
  /** The second pair of eyes: neither who proposed it nor whom it is about. */
  agree: { who: ['admin'], when: second },
});

export const personPolicy = definePolicy<PersonFacts>()('person', {
  list: { who: ['admin'] },
  reset_link: { who: ['admin'] },
  suspend: {
    who: ['admin'],
    when: (actor, facts) => (actor !== 'anonymous' && actor.personId !== facts.personId) || 'own_account',
  },
});
