import { defineMachine } from '../machine.js';

/** A number that was given is never given again: what was published is withdrawn and still there to read. */
export const editionMachine = defineMachine({
  thing: 'edition',
  statuses: ['draft', 'in_review', 'returned', 'published', 'withdrawn'],
  live: ['draft', 'in_review', 'returned'],
  turns: {
    draft: 'rests',
    in_review: [{ deed: 'edition.publish', side: 'lab' }],
    returned: [{ deed: 'edition.submit', side: 'lab' }],
  },
  events: {
    create: { from: null, to: 'draft', by: ['operator'], became: 'edition.created' },
    submit: {
      from: ['draft', 'returned'],
      to: 'in_review',
      by: ['operator'],
      became: 'edition.submitted',
    },
    return: { from: ['in_review'], to: 'returned', by: ['operator', 'admin'], became: 'edition.returned' },
    publish: { from: ['in_review'], to: 'published', by: ['operator', 'admin'], became: 'edition.published' },
    withdraw: {
      from: ['draft', 'in_review', 'returned', 'published'],
      to: 'withdrawn',
      by: ['operator', 'admin'],
      became: 'edition.withdrawn',
    },
  },
});
