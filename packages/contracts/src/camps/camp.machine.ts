import { defineMachine } from '../machine.js';

/** A camp of the lab, from its draft to the day everything it promised was measured. */
export const campMachine = defineMachine({
  thing: 'camp',
  statuses: ['draft', 'announced', 'running', 'finished', 'cancelled'],
  live: ['draft', 'announced', 'running'],
  turns: {
    draft: 'rests',
    announced: [{ deed: 'camp.start', side: 'lab' }],
    running: [{ deed: 'camp.finish', side: 'lab' }],
  },
  events: {
    create: { from: null, to: 'draft', by: ['operator', 'broker'], became: 'camp.created' },
    announce: { from: ['draft'], to: 'announced', by: ['operator', 'broker'], became: 'camp.announced' },
    start: { from: ['announced'], to: 'running', by: ['operator', 'broker'], became: 'camp.started' },
    finish: { from: ['running'], to: 'finished', by: ['operator', 'broker'], became: 'camp.finished' },
    cancel: {
      from: ['draft', 'announced', 'running'],
      to: 'cancelled',
      by: ['operator', 'broker'],
      became: 'camp.cancelled',
    },
  },
});
