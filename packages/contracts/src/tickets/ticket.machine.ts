import { defineMachine } from '../machine.js';

/** A ticket that was closed stays closed until somebody who was affected, or the lab, opens it again. */
export const ticketMachine = defineMachine({
  thing: 'ticket',
  statuses: ['open', 'assigned', 'returned', 'answered', 'closed', 'reopened'],
  live: ['open', 'assigned', 'returned', 'answered', 'reopened'],
  turns: {
    open: [{ deed: 'ticket.assign', side: 'lab' }],
    assigned: [
      { deed: 'ticket.respond', side: 'department' },
      { deed: 'ticket.answer', side: 'department' },
    ],
    returned: [{ deed: 'ticket.assign', side: 'lab' }],
    answered: [{ deed: 'ticket.close', side: 'department' }],
    reopened: [{ deed: 'ticket.assign', side: 'lab' }],
  },
  events: {
    create: {
      from: null,
      to: 'open',
      by: ['department', 'operator', 'broker', 'system'],
      became: 'ticket.opened',
    },
    assign: {
      from: ['open', 'returned', 'reopened'],
      to: 'assigned',
      by: ['operator', 'broker'],
      became: 'ticket.assigned',
    },
    return: { from: ['assigned'], to: 'returned', by: ['department'], became: 'ticket.returned' },
    answer: { from: ['assigned'], to: 'answered', by: ['department'], became: 'ticket.answered' },
    close: { from: ['answered'], to: 'closed', by: ['department', 'operator'], became: 'ticket.closed' },
    reopen: {
      from: ['answered', 'closed'],
      to: 'reopened',
      by: ['operator', 'broker', 'system'],
      became: 'ticket.reopened',
    },
  },
});
