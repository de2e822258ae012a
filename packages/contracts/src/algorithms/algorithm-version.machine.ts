import { defineMachine } from '../machine.js';

export const algorithmVersionMachine = defineMachine({
  thing: 'algorithm_version',
  statuses: ['uploaded', 'inspecting', 'ready', 'refused', 'retired'],
  live: ['uploaded', 'inspecting', 'ready'],
  turns: {
    uploaded: 'system',
    inspecting: 'system',
    ready: 'rests',
  },
  events: {
    upload: {
      from: null,
      to: 'uploaded',
      by: ['vendor', 'operator'],
      became: 'algorithm_version.uploaded',
    },
    inspect: { from: ['uploaded'], to: 'inspecting', by: 'system', became: 'algorithm_version.inspecting' },
    pass: { from: ['inspecting'], to: 'ready', by: 'system', became: 'algorithm_version.ready' },
    refuse: { from: ['inspecting'], to: 'refused', by: 'system', became: 'algorithm_version.refused' },
    inspect_again: {
      from: ['refused'],
      to: 'uploaded',
      // As part of `lab.retry_job`, after the lab itself has failed.
      by: 'system',
      became: 'algorithm_version.inspected_again',
    },
    retire: {
      from: ['ready'],
      to: 'retired',
      by: ['vendor', 'operator'],
      became: 'algorithm_version.retired',
    },
  },
});
