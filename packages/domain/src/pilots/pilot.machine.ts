import { defineMachine } from '../machine.js';

export const pilotMachine = defineMachine({
  thing: 'pilot',
  statuses: ['planned', 'running', 'paused', 'evaluating', 'accepted', 'rejected', 'terminated'],
  live: ['planned', 'running', 'paused', 'evaluating'],
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
