import { defineMachine } from '../machine.js';

export const datasetVersionMachine = defineMachine({
  thing: 'dataset_version',
  statuses: ['uploading', 'profiling', 'ready', 'refused', 'deprecated', 'retired'],
  live: ['uploading', 'profiling', 'ready', 'deprecated'],
  turns: {
    uploading: 'system',
    profiling: 'system',
    ready: 'rests',
    deprecated: 'rests',
  },
  events: {
    upload: {
      from: null,
      to: 'uploading',
      by: ['vendor', 'department', 'operator'],
      became: 'dataset_version.uploading',
    },
    profile: {
      from: ['uploading'],
      to: 'profiling',
      by: 'system',
      became: 'dataset_version.uploaded',
    },
    pass: { from: ['profiling'], to: 'ready', by: 'system', became: 'dataset_version.ready' },
    refuse: { from: ['profiling'], to: 'refused', by: 'system', became: 'dataset_version.refused' },
    read_again: {
      from: ['ready', 'refused'],
      to: 'uploading',
      by: ['vendor', 'department', 'operator'],
      became: 'dataset_version.read_again',
    },
    deprecate: {
      from: ['ready'],
      to: 'deprecated',
      by: ['vendor', 'department', 'operator'],
      became: 'dataset_version.deprecated',
    },
    retire: {
      from: ['deprecated'],
      to: 'retired',
      by: ['vendor', 'department', 'operator'],
      became: 'dataset_version.retired',
    },
  },
});
