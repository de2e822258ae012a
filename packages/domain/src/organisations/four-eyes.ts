import type { MembershipRole } from '../actor.js';

/**
 * Days for which an admin who was there still counts as somebody to be asked, and a link for a new password still binds
 * who made it to whom it was for: neither removing the other admin nor taking over the account makes one person two.
 */
export const aloneAfterDays = 30;

const desks: readonly MembershipRole[] = ['operator', 'reviewer', 'broker'];
const lab: readonly MembershipRole[] = [...desks, 'admin', 'observer'];

/** Whether an admin would hold several desks at once: sealing, reviewing and awarding in one pair of hands. */
export const gathersDesks = (roles: readonly MembershipRole[]): boolean =>
  roles.includes('admin') && desks.filter((role) => roles.includes(role)).length > 1;

/**
 * Whether a second admin of the lab has to agree before somebody is given these roles: where an admin would gather
 * desks, where an admin would raise itself, and where somebody becomes an admin, who could agree to the two others.
 */
export function asksSecondAdmin(change: {
  before: readonly MembershipRole[];
  after: readonly MembershipRole[];
  itself: boolean;
}): boolean {
  const gained = change.after.filter((role) => lab.includes(role) && !change.before.includes(role));
  if (gained.length === 0) return false;
  return change.itself || gained.includes('admin') || gathersDesks(change.after);
}
