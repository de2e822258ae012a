import { defineMachine } from '../machine.js';

/** Field drift sets `watch`, a re-validation on other rows clears it; only the lab suspends. Revocation also follows, in one transaction, from a voided run. */
export const certificateMachine = defineMachine({
  thing: 'certificate',
  statuses: ['valid', 'watch', 'suspended', 'expired', 'revoked'],
  live: ['valid', 'watch', 'suspended'],
  turns: {
    valid: 'rests',
    watch: [{ deed: 'certificate.clear', side: 'lab' }],
    suspended: [{ deed: 'certificate.reinstate', side: 'lab' }],
  },
  events: {
    issue: { from: null, to: 'valid', by: 'system', became: 'certificate.issued' },
    watch: { from: ['valid'], to: 'watch', by: ['operator', 'system'], became: 'certificate.watched' },
    clear: {
      from: ['watch'],
      to: 'valid',
      by: ['operator', 'system'],
      became: 'certificate.cleared',
    },
    suspend: {
      from: ['valid', 'watch'],
      to: 'suspended',
      by: ['operator'],
      became: 'certificate.suspended',
    },
    reinstate: { from: ['suspended'], to: 'valid', by: ['operator'], became: 'certificate.reinstated' },
    expire: {
      from: ['valid', 'watch', 'suspended'],
      to: 'expired',
      by: 'system',
      became: 'certificate.expired',
    },
    revoke: {
      from: ['valid', 'watch', 'suspended'],
      to: 'revoked',
      by: ['operator', 'system'],
      became: 'certificate.revoked',
    },
  },
});
