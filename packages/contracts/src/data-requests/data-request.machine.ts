import { defineMachine } from '../machine.js';

/** A wish for data. Whoever has them takes it on, by itself or asked by the lab; what is declined can be opened again. */
export const dataRequestMachine = defineMachine({
  thing: 'data_request',
  statuses: ['open', 'routed', 'claimed', 'fulfilled', 'declined', 'merged', 'withdrawn'],
  live: ['open', 'routed', 'claimed'],
  turns: {
    open: [{ deed: 'data_request.route', side: 'lab' }],
    routed: [{ deed: 'data_request.claim', side: 'claimant' }],
    claimed: [{ deed: 'data_request.fulfil', side: 'claimant' }],
  },
  events: {
    create: { from: null, to: 'open', by: ['vendor', 'department'], became: 'data_request.opened' },
    route: {
      from: ['open', 'routed'],
      to: 'routed',
      by: ['operator', 'broker'],
      became: 'data_request.routed',
    },
    claim: {
      from: ['open', 'routed'],
      to: 'claimed',
      by: ['vendor', 'department'],
      became: 'data_request.claimed',
    },
    hand_back: {
      from: ['routed', 'claimed'],
      to: 'open',
      by: ['vendor', 'department', 'operator', 'broker'],
      became: 'data_request.handed_back',
    },
    fulfil: {
      from: ['claimed'],
      to: 'fulfilled',
      by: ['vendor', 'department'],
      became: 'data_request.fulfilled',
    },
    decline: {
      from: ['open', 'routed', 'claimed'],
      to: 'declined',
      by: ['operator', 'broker'],
      became: 'data_request.declined',
    },
    merge: {
      from: ['open', 'routed', 'claimed'],
      to: 'merged',
      by: ['operator', 'broker'],
      became: 'data_request.merged',
    },
    reopen: {
      from: ['fulfilled', 'declined'],
      to: 'open',
      by: ['vendor', 'department', 'operator', 'broker'],
      became: 'data_request.reopened',
    },
    withdraw: {
      from: ['open'],
      to: 'withdrawn',
      by: ['vendor', 'department'],
      became: 'data_request.withdrawn',
    },
  },
});
