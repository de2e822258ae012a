import { membershipRoles } from '@scenario-lab/contracts/accounts';
import type { Choice } from '../../components/choice-input.js';
import { wordFor } from '../../i18n/use-words.js';

/** Desk roles count only inside the lab's own organisation, so nobody else is offered them. */
export function membershipChoices(organisationRoles: readonly string[]): Choice[] {
  const lab = organisationRoles.includes('operate');
  return membershipRoles
    .filter((role) => lab || role === 'owner' || role === 'member')
    .map((value) => ({
      value,
      label: wordFor('status.membership', value),
      says: wordFor('organisations.roles_say', value),
    }));
}
