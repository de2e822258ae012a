import { holds, isLab } from '../actor.js';
import { belongs, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

const desk = ['operator', 'reviewer', 'broker', 'admin', 'observer'] as const;

export interface TrustedLabFacts extends Facts {
  ended: boolean;
}

/** Whose packs are believed is the admin's and the operator's; it decides on what code may be brought in. */
export const trustedLabPolicy = definePolicy<TrustedLabFacts>()('trusted_lab', {
  list: { who: desk },
  pin: { who: ['operator', 'admin'], from: null },
  end: {
    who: ['operator', 'admin'],
    when: (_actor, facts) => (facts.ended ? 'wrong_status' : true),
  },
});

/** `received` → `taken` and back: dates of its row. */
export const foreignPackStates = ['received', 'taken'] as const;

export interface ForeignPackFacts extends Facts {
  adopterOrganisationId: string | null;
  /** The lab it came from is still believed. */
  labStands: boolean;
}

const reads: Condition<ForeignPackFacts> = (actor, facts) =>
  isLab(actor) ||
  holds(actor, ['observer']) ||
  (facts.adopterOrganisationId !== null && belongs(actor, facts.adopterOrganisationId)) ||
  'not_yours';

const believed: Condition<ForeignPackFacts> = (_actor, facts) => facts.labStands || 'wrong_status';

const arranges: Condition<ForeignPackFacts> = (actor, facts) =>
  holds(actor, ['operator']) ||
  (facts.adopterOrganisationId !== null && stands(actor, 'department', facts.adopterOrganisationId)) ||
  'not_yours';

export const foreignPackPolicy = definePolicy<ForeignPackFacts>()('foreign_pack', {
  list: { who: 'signed_in', when: () => true },
  read: { who: 'signed_in', when: reads },
  receive: { who: ['operator'], from: null },
  take: { who: ['operator'], from: ['received'], when: believed },
  undo: { who: ['operator'], from: ['taken'] },
  discard: { who: ['operator'], from: ['received'] },
  arrange: { who: ['operator', 'department'], from: ['taken'], when: arranges },
});
