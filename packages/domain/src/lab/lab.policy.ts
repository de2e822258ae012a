import { definePolicy, type Facts } from '../policy.js';

export const labPolicy = definePolicy<Facts>()('lab', {
  read_console: { who: ['operator', 'reviewer', 'admin', 'observer'] },
  read_desk: { who: ['broker', 'reviewer', 'admin'] },
  edit_identity: { who: ['admin'] },
  read_service_levels: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  edit_service_levels: { who: ['admin'] },
  edit_texts: { who: ['admin'] },
  read_upkeep: { who: ['operator', 'admin', 'observer'] },
  edit_retention: { who: ['admin'] },
  note_backup: { who: ['operator', 'admin'] },
  pause_queue: { who: ['operator'] },
  retry_job: { who: ['operator'] },
  read_match_weights: { who: ['broker', 'admin', 'observer'] },
  fit_match_weights: { who: ['admin'] },
});
