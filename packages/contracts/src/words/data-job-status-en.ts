import type { dataJobStatus as zh } from './data-job-status-zh.js';
import type { Same } from './same.js';

export const dataJobStatus: Same<typeof zh> = {
  submitted: 'Program inspected',
  queued: 'Queued',
  executing: 'Running',
  held: 'Outputs under review',
  released: 'Released',
  partly_released: 'Partly released',
  refused: 'Not released',
  cancelled: 'Cancelled',
  failed: 'Could not run',
  revoked: 'Grant revoked',
};
