export const roles = ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin', 'observer'] as const;
export type Role = (typeof roles)[number];

export const organisationRoles = ['supply', 'demand', 'operate'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

export const membershipRoles = [
  'owner',
  'member',
  'operator',
  'reviewer',
  'broker',
  'admin',
  'observer',
] as const;
export type MembershipRole = (typeof membershipRoles)[number];

/** A person acting for one organisation. `isOwner`: holds the `owner` membership there. */
export interface SignedIn {
  personId: string;
  organisationId: string;
  controlGroupId: string | null;
  roles: readonly Role[];
  isOwner: boolean;
}
export type Anonymous = 'anonymous';
export type Actor = SignedIn | Anonymous;

const labRoles: readonly Role[] = ['operator', 'reviewer', 'broker', 'admin'];
const deskRoles: readonly Role[] = [...labRoles, 'observer'];

/**
 * What a person may act as for one organisation. Owners and members carry the organisation's sides
 * (supply → vendor, demand → department); the desk roles count only inside an operating organisation,
 * so a vendor cannot make its own people reviewers.
 */
export function rolesOf(organisation: readonly OrganisationRole[], membership: readonly string[]): Role[] {
  const belongs = membership.includes('owner') || membership.includes('member');
  const held = new Set<Role>();
  if (belongs && organisation.includes('supply')) held.add('vendor');
  if (belongs && organisation.includes('demand')) held.add('department');
  if (organisation.includes('operate')) {
    for (const role of deskRoles) if (membership.includes(role)) held.add(role);
  }
  return roles.filter((role) => held.has(role));
}

/** True when the actor holds at least one of the roles. */
export function holds(actor: Actor, wanted: readonly Role[]): actor is SignedIn {
  return actor !== 'anonymous' && actor.roles.some((role) => wanted.includes(role));
}

export function isLab(actor: Actor): actor is SignedIn {
  return holds(actor, labRoles);
}

/** The lab and who observes it: row-level security shows them what the parties of a thing see. */
export function readsEverything(actor: Actor): boolean {
  return holds(actor, deskRoles);
}
