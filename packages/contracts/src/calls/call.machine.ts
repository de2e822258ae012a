import { defineMachine } from '../machine.js';

/** A seat is a person's, whatever the organisation acted for does here. */
const seated = ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'] as const;

export const callMachine = defineMachine({
  thing: 'call',
  statuses: [
    'draft',
    'keyed',
    'open',
    'opened',
    'consensus',
    'recommended',
    'standstill',
    'awarded',
    'failed',
    'cancelled',
  ],
  live: ['draft', 'keyed', 'open', 'opened', 'consensus', 'recommended', 'standstill'],
  turns: {
    draft: 'rests',
    keyed: [{ deed: 'call.open', side: 'lab' }],
    open: [{ deed: 'call.unseal', side: 'hands' }],
    opened: [
      { deed: 'panel.declare', side: 'seat' },
      { deed: 'panel.hand_in', side: 'seat' },
    ],
    consensus: [{ deed: 'call.recommend', side: 'panel' }],
    recommended: [{ deed: 'call.announce', side: 'department' }],
    standstill: [
      { deed: 'call.award', side: 'department' },
      { deed: 'objection.reject', side: 'objected' },
    ],
  },
  events: {
    create: { from: null, to: 'draft', by: ['department'], became: 'call.created' },
    /** The terms stand; the department holds its key. */
    seal: { from: ['draft'], to: 'keyed', by: ['department'], became: 'call.keyed' },
    open: { from: ['keyed'], to: 'open', by: ['operator'], became: 'call.open' },
    unseal: { from: ['open'], to: 'opened', by: ['department', 'operator'], became: 'call.opened' },
    /** All seats have handed in their points, or the chair waits no longer. */
    close_round: {
      from: ['opened'],
      to: 'consensus',
      by: ['system', ...seated],
      became: 'call.round_closed',
    },
    /** By the panel's chair; it binds nobody to buy. */
    recommend: { from: ['consensus'], to: 'recommended', by: seated, became: 'call.recommended' },
    announce: {
      from: ['recommended'],
      to: 'standstill',
      by: ['department'],
      became: 'call.award_announced',
    },
    /** An objection is right: the panel looks again. */
    uphold: { from: ['standstill'], to: 'consensus', by: ['department'], became: 'call.objection_upheld' },
    award: { from: ['standstill'], to: 'awarded', by: ['department'], became: 'call.awarded' },
    /** The winner fell through afterwards: the next one is announced, with a standstill of its own. */
    move_up: { from: ['awarded'], to: 'standstill', by: ['department'], became: 'call.runner_up' },
    /** Nobody offered, or nothing fits, or a key was lost: said with its reason. */
    fail: {
      from: ['open', 'opened', 'consensus', 'recommended', 'standstill'],
      to: 'failed',
      // A need that is withdrawn takes its calls along, whoever withdraws it.
      by: ['department', 'system'],
      became: 'call.failed',
    },
    cancel: {
      from: ['draft', 'keyed', 'open'],
      to: 'cancelled',
      by: ['department', 'system'],
      became: 'call.cancelled',
    },
  },
});
