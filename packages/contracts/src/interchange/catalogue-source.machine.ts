import { defineMachine } from '../machine.js';

const desk = ['operator'] as const;

/** A catalogue of another house that is read again by the clock, once somebody has looked at what it would become. */
export const catalogueSourceMachine = defineMachine({
  thing: 'catalogue_source',
  statuses: ['trial', 'active', 'failing', 'paused', 'removed'],
  live: ['trial', 'active', 'failing', 'paused'],
  turns: {
    trial: [{ deed: 'catalogue_source.start', side: 'lab' }],
    active: 'system',
    failing: [{ deed: 'catalogue_source.edit', side: 'lab' }],
    paused: 'rests',
  },
  events: {
    create: { from: null, to: 'trial', by: desk, became: 'catalogue_source.created' },
    start: { from: ['trial'], to: 'active', by: desk, became: 'catalogue_source.started' },
    pause: { from: ['active', 'failing'], to: 'paused', by: desk, became: 'catalogue_source.paused' },
    resume: { from: ['paused'], to: 'active', by: desk, became: 'catalogue_source.resumed' },
    fail: { from: ['active'], to: 'failing', by: 'system', became: 'catalogue_source.failed' },
    recover: { from: ['failing'], to: 'active', by: 'system', became: 'catalogue_source.recovered' },
    give_up: { from: ['failing'], to: 'paused', by: 'system', became: 'catalogue_source.given_up' },
    remove: {
      from: ['trial', 'active', 'failing', 'paused'],
      to: 'removed',
      by: desk,
      became: 'catalogue_source.removed',
    },
  },
});
