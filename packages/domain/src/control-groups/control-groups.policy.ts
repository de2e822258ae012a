import { definePolicy, type Facts } from '../policy.js';

/** Whoever decides on looks may see whose count together; who they are is the admin's to say. */
export const controlGroupPolicy = definePolicy<Facts>()('control_group', {
  list: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  create: { who: ['admin'] },
  edit: { who: ['admin'] },
  dissolve: { who: ['admin'] },
  decide: { who: ['admin'] },
});
