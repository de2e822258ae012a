import { defineMachine } from '../machine.js';

/**
 * A grantee's program on data it never sees. `submitted`: it is being opened in the sandbox. What it wrote, its log
 * included, is `held` until the data's owner has said of every file whether it goes out; a program that failed is held
 * too, for its log alone. A lab that fails at it too often ends it as `failed`, as a program does that cannot be run.
 */
export const dataJobMachine = defineMachine({
  thing: 'data_job',
  statuses: [
    'submitted',
    'queued',
    'executing',
    'held',
    'released',
    'partly_released',
    'refused',
    'cancelled',
    'failed',
    'revoked',
  ],
  live: ['submitted', 'queued', 'executing', 'held'],
  turns: {
    submitted: 'system',
    queued: 'system',
    executing: 'system',
    held: [{ deed: 'data_job.decide', side: 'owner' }],
  },
  events: {
    submit: { from: null, to: 'submitted', by: ['vendor', 'department'], became: 'data_job.submitted' },
    pass: { from: ['submitted'], to: 'queued', by: 'system', became: 'data_job.queued' },
    fail: { from: ['submitted'], to: 'failed', by: 'system', became: 'data_job.program_refused' },
    start: { from: ['queued'], to: 'executing', by: 'system', became: 'data_job.executing' },
    collect: { from: ['executing'], to: 'held', by: 'system', became: 'data_job.held' },
    give_up: {
      from: ['submitted', 'queued', 'executing'],
      to: 'failed',
      by: 'system',
      became: 'data_job.given_up',
    },
    release: {
      from: ['held'],
      to: 'released',
      by: ['vendor', 'department', 'operator'],
      became: 'data_job.released',
    },
    release_part: {
      from: ['held'],
      to: 'partly_released',
      by: ['vendor', 'department', 'operator'],
      became: 'data_job.partly_released',
    },
    refuse: {
      from: ['held'],
      to: 'refused',
      by: ['vendor', 'department', 'operator'],
      became: 'data_job.refused',
    },
    cancel: {
      from: ['submitted', 'queued', 'executing'],
      to: 'cancelled',
      by: ['vendor', 'department'],
      became: 'data_job.cancelled',
    },
    revoke: {
      from: ['submitted', 'queued', 'executing', 'held'],
      to: 'revoked',
      by: 'system',
      became: 'data_job.revoked',
    },
  },
});
