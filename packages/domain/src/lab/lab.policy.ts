import { definePolicy, type Facts } from '../policy.js';

export const labPolicy = definePolicy<Facts>()('lab', {
  read_console: { who: ['operator', 'reviewer', 'admin', 'observer'] },
  read_desk: { who: ['broker', 'reviewer', 'admin'] },
  edit_identity: { who: ['admin'] },
  edit_working_days: { who: ['admin'] },
  pause_queue: { who: ['operator'] },
  retry_job: { who: ['operator'] },
});
