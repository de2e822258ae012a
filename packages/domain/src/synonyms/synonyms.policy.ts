import { definePolicy, type Facts } from '../policy.js';

/** Which words stand for each other decides on what everybody finds: those who keep the catalogue say so, the lab reads it. */
export const synonymPolicy = definePolicy<Facts>()('synonym', {
  list: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  create: { who: ['operator', 'admin'] },
  edit: { who: ['operator', 'admin'] },
  remove: { who: ['operator', 'admin'] },
  restore: { who: ['operator', 'admin'] },
});
