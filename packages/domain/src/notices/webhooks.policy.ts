import { holds } from '../actor.js';
import { belongs } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

export interface WebhookFacts extends Facts {
  /** Whose people are told. */
  organisationId: string;
  /** A newcomer nobody has looked at could have the lab write to whomever it names. */
  verified: boolean;
}

const leads: Condition<WebhookFacts> = (actor, facts) => {
  if (!belongs(actor, facts.organisationId)) return 'not_yours';
  if (actor !== 'anonymous' && !actor.isOwner && !holds(actor, ['admin'])) return 'owner_only';
  return facts.verified || 'not_verified';
};

export const webhookPolicy = definePolicy<WebhookFacts>()('webhook', {
  manage: { who: 'signed_in', when: leads },
});
