import { defineMachine } from '../machine.js';

/** Issued in the transaction that approves a request. Revocation cancels live runs that use it, no look charged. */
export const grantMachine = defineMachine({
  thing: 'grant',
  statuses: ['active', 'expired', 'revoked'],
  live: ['active'],
  turns: {
    active: 'rests',
  },
  events: {
    issue: { from: null, to: 'active', by: 'system', became: 'grant.issued' },
    expire: { from: ['active'], to: 'expired', by: 'system', became: 'grant.expired' },
    revoke: {
      from: ['active'],
      to: 'revoked',
      by: ['vendor', 'department', 'operator'],
      became: 'grant.revoked',
    },
  },
});
