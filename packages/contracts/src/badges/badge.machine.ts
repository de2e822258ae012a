import { defineMachine } from '../machine.js';

/** Two of the lab's people give it; a job signs it, looks at its rules and takes it away. */
export const badgeMachine = defineMachine({
  thing: 'badge',
  statuses: [
    'applied',
    'recommended',
    'granted',
    'valid',
    'watch',
    'lost',
    'expired',
    'revoked',
    'declined',
    'withdrawn',
  ],
  live: ['applied', 'recommended', 'granted', 'valid', 'watch'],
  turns: {
    applied: [{ deed: 'badge.recommend', side: 'lab' }],
    recommended: [{ deed: 'badge.grant', side: 'lab' }],
    granted: 'system',
    valid: 'rests',
    // Nothing brings the rules back but the facts they are measured on.
    watch: 'rests',
  },
  events: {
    apply: { from: null, to: 'applied', by: ['vendor', 'department'], became: 'badge.applied' },
    recommend: {
      from: ['applied'],
      to: 'recommended',
      by: ['operator', 'reviewer'],
      became: 'badge.recommended',
    },
    decline: {
      from: ['applied', 'recommended'],
      to: 'declined',
      by: ['operator', 'reviewer'],
      became: 'badge.declined',
    },
    withdraw: {
      from: ['applied', 'recommended'],
      to: 'withdrawn',
      by: ['vendor', 'department'],
      became: 'badge.withdrawn',
    },
    grant: { from: ['recommended'], to: 'granted', by: ['operator', 'reviewer'], became: 'badge.granted' },
    issue: { from: ['granted'], to: 'valid', by: 'system', became: 'badge.issued' },
    /** A rule broke between the second person's word and the signature. */
    hand_back: { from: ['granted'], to: 'applied', by: 'system', became: 'badge.handed_back' },
    watch: { from: ['valid'], to: 'watch', by: 'system', became: 'badge.watched' },
    clear: { from: ['watch'], to: 'valid', by: 'system', became: 'badge.cleared' },
    lose: { from: ['watch'], to: 'lost', by: 'system', became: 'badge.lost' },
    expire: { from: ['valid', 'watch'], to: 'expired', by: 'system', became: 'badge.expired' },
    revoke: { from: ['valid', 'watch'], to: 'revoked', by: ['operator'], became: 'badge.revoked' },
  },
});
