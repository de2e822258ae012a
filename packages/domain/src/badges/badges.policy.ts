import { badgeMachine } from '@scenario-lab/contracts/badges/badge.machine';
import type { Actor } from '../actor.js';
import { all, type Owned, owns } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface BadgeFacts extends Facts, Owned {
  /** Every rule of its kind, as measured now. */
  rulesHold: boolean;
  recommendedByPersonId: string | null;
}

const measured: Condition<BadgeFacts> = (_actor, { rulesHold }) => rulesHold || 'rules_unmet';
/** Whoever works for the holder decides on nothing of its. */
const foreign: Condition<BadgeFacts> = (actor, facts) => owns(actor, facts) !== true || 'own_organisation';
const otherEyes: Condition<BadgeFacts> = (actor: Actor, facts) =>
  actor === 'anonymous' || actor.personId !== facts.recommendedByPersonId || 'decided_by_you';

export const badgePolicy = definePolicy<BadgeFacts>()('badge', {
  read: { who: 'anyone' },
  read_rules: { who: ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin', 'observer'] },
  set_thresholds: { who: ['admin'] },
  apply: fires(badgeMachine, 'apply', all<BadgeFacts>(owns, measured)),
  recommend: fires(badgeMachine, 'recommend', all<BadgeFacts>(foreign, measured)),
  grant: fires(badgeMachine, 'grant', all<BadgeFacts>(foreign, otherEyes, measured)),
  decline: fires(badgeMachine, 'decline', foreign),
  withdraw: fires(badgeMachine, 'withdraw', owns),
  revoke: fires(badgeMachine, 'revoke', foreign),
});
