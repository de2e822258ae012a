import type { TokenScope } from '@scenario-lab/contracts/accounts';

/** Deeds of a vendor's desk: uploads, algorithms and their versions, runs. A token may always end itself. */
const submitting = [/^upload\./, /^algorithm\./, /^run\.(preflight|submit|cancel)$/];
const handingIn = ['ticket.create', 'ticket.import'];
const always = ['token.revoke'];

export function scopeAdmits(scope: TokenScope, route: { name: string; method: string }): boolean {
  // A line that hands in tickets reads nothing, not even those.
  if (scope === 'tickets') return handingIn.includes(route.name) || always.includes(route.name);
  if (scope === 'full' || route.method === 'GET' || route.method === 'HEAD') return true;
  if (always.includes(route.name)) return true;
  return scope === 'submit' && submitting.some((name) => name.test(route.name));
}
