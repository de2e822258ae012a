import { defineMachine } from '../machine.js';

export const pilotMachine = defineMachine({
  thing: 'pilot',
  statuses: ['planned', 'running', 'paused', 'evaluating', 'accepted', 'rejected', 'terminated'],
  live: ['planned', 'running', 'paused', 'evaluating'],
  turns: {
    planned: [{ deed: 'pilot.start', side: 'department' }],
    running: [{ deed: 'pilot.evaluate', side: 'department' }],
    // Whoever paused it knows why; what is asked of a paused one waits by itself.
    paused: 'rests',
    evaluating: [{ deed: 'pilot.accept', side: 'department' }],
  },
  events: {
    plan: { from: null, to: 'planned', by: ['department'], became: 'pilot.planned' },
    start: { from: ['planned'], to: 'running', by: ['department'], became: 'pilot.started' },
    pause: { from: ['running'], to: 'paused', by: ['department'], became: 'pilot.paused' },
    resume: { from: ['paused'], to: 'running', by: ['department'], became: 'pilot.resumed' },
    evaluate: { from: ['running'], to: 'evaluating', by: ['department'], became: 'pilot.evaluating' },
    accept: { from: ['evaluating'], to: 'accepted', by: ['department'], became: 'pilot.accepted' },
    reject: { from: ['evaluating'], to: 'rejected', by: ['department'], became: 'pilot.rejected' },
    terminate: {
      from: ['planned', 'running', 'paused', 'evaluating'],
      to: 'terminated',
      by: ['vendor', 'department', 'operator'],
      became: 'pilot.terminated',
    },
  },
});
