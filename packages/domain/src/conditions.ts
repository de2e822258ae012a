import { type Actor, holds, isLab, type Role } from './actor.js';
import type { Condition } from './policy.js';

export interface Owned {
  ownerOrganisationId: string;
}

export function belongs(actor: Actor, organisationId: string | null | undefined): boolean {
  return actor !== 'anonymous' && actor.organisationId === organisationId;
}

/** Stands on that side: acts for the organisation, and in the role the side requires. */
export function stands(actor: Actor, role: Role, organisationId: string): boolean {
  return holds(actor, [role]) && belongs(actor, organisationId);
}

export const owns: Condition<Owned> = (actor, facts) =>
  belongs(actor, facts.ownerOrganisationId) || 'not_yours';

/** The owner, or whoever holds one of the desk roles named. */
export function ownsOr(roles: readonly Role[]): Condition<Owned> {
  return (actor, facts) => holds(actor, roles) || owns(actor, facts);
}

export const ownsOrReads: Condition<Owned> = (actor, facts) =>
  isLab(actor) || holds(actor, ['observer']) || owns(actor, facts);

/** All must hold; the first that does not gives the reason. */
export function all<F>(...conditions: readonly Condition<NoInfer<F>>[]): Condition<F> {
  return (actor, facts) => {
    for (const condition of conditions) {
      const verdict = condition(actor, facts);
      if (verdict !== true) return verdict;
    }
    return true;
  };
}
