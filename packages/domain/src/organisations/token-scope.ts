import type { TokenScope } from '@scenario-lab/contracts/accounts';

/** Deeds of a vendor's desk: uploads, algorithms and their versions, runs. A token may always end itself. */
const submitting = [/^upload\./, /^algorithm\./, /^run\.(submit|cancel)$/];
const always = ['token.revoke'];

export function scopeAdmits(scope: TokenScope, route: { name: string; method: string }): boolean {
  if (scope === 'full' || route.method === 'GET' || route.method === 'HEAD') return true;
  if (always.includes(route.name)) return true;
  return scope === 'submit' && submitting.some((name) => name.test(route.name));
}
