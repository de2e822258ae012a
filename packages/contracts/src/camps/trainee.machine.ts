import { defineMachine } from '../machine.js';

/** A person's place in a camp; whether it was completed is measured by a job, nobody decides it. */
export const traineeMachine = defineMachine({
  thing: 'trainee',
  statuses: ['waiting', 'seated', 'withdrawn', 'released', 'fell_short', 'certified', 'revoked'],
  live: ['waiting', 'seated'],
  // Seats are given and completion is measured by jobs.
  turns: { waiting: 'system', seated: 'system' },
  events: {
    sign_up: { from: null, to: 'seated', by: ['vendor', 'department'], became: 'trainee.seated' },
    /** No seat is free. */
    queue: { from: null, to: 'waiting', by: ['vendor', 'department'], became: 'trainee.queued' },
    move_up: { from: ['waiting'], to: 'seated', by: 'system', became: 'trainee.moved_up' },
    withdraw: {
      from: ['waiting', 'seated'],
      to: 'withdrawn',
      by: ['vendor', 'department'],
      became: 'trainee.withdrawn',
    },
    /** The camp ended without a seat for them, or was cancelled. */
    release: { from: ['waiting', 'seated'], to: 'released', by: 'system', became: 'trainee.released' },
    fall_short: { from: ['seated'], to: 'fell_short', by: 'system', became: 'trainee.fell_short' },
    certify: { from: ['seated'], to: 'certified', by: 'system', became: 'trainee.certified' },
    revoke: { from: ['certified'], to: 'revoked', by: ['operator'], became: 'trainee.revoked' },
  },
});
