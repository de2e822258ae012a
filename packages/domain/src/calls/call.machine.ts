import { defineMachine } from '../machine.js';

export const callMachine = defineMachine({
  thing: 'call',
  statuses: ['draft', 'keyed', 'open', 'opened', 'failed', 'cancelled'],
  live: ['draft', 'keyed', 'open', 'opened'],
  events: {
    create: { from: null, to: 'draft', by: ['department'], became: 'call.created' },
    /** The terms stand; the department holds its key. */
    seal: { from: ['draft'], to: 'keyed', by: ['department'], became: 'call.keyed' },
    open: { from: ['keyed'], to: 'open', by: ['operator'], became: 'call.open' },
    unseal: { from: ['open'], to: 'opened', by: ['department', 'operator'], became: 'call.opened' },
    /** Nobody offered, or nothing fits, or a key was lost: said with its reason. */
    fail: { from: ['open', 'opened'], to: 'failed', by: ['department'], became: 'call.failed' },
    cancel: {
      from: ['draft', 'keyed', 'open'],
      to: 'cancelled',
      by: ['department'],
      became: 'call.cancelled',
    },
  },
});
