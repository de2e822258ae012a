import { defineMachine } from '../machine.js';

export const scenarioMachine = defineMachine({
  thing: 'scenario',
  statuses: ['draft', 'in_review', 'returned', 'published', 'closed', 'archived', 'withdrawn'],
  live: ['draft', 'in_review', 'returned', 'published', 'closed'],
  turns: {
    draft: 'rests',
    in_review: [{ deed: 'scenario.approve', side: 'lab' }],
    returned: [{ deed: 'scenario.submit', side: 'owner' }],
    published: 'rests',
    closed: 'rests',
  },
  events: {
    create: {
      from: null,
      to: 'draft',
      by: ['department', 'operator', 'broker'],
      became: 'scenario.created',
    },
    submit: {
      from: ['draft', 'returned'],
      to: 'in_review',
      by: ['department'],
      became: 'scenario.submitted',
    },
    approve: { from: ['in_review'], to: 'published', by: ['operator'], became: 'scenario.published' },
    return: { from: ['in_review'], to: 'returned', by: ['operator'], became: 'scenario.returned' },
    close: {
      from: ['published'],
      to: 'closed',
      by: ['department', 'operator', 'system'],
      became: 'scenario.closed',
    },
    reopen: {
      from: ['closed'],
      to: 'published',
      by: ['department', 'operator'],
      became: 'scenario.extended',
    },
    withdraw: {
      from: ['published'],
      to: 'withdrawn',
      by: ['department', 'operator'],
      became: 'scenario.withdrawn',
    },
    archive: {
      from: ['closed'],
      to: 'archived',
      by: ['department', 'operator'],
      became: 'scenario.archived',
    },
  },
});
