import { definePolicy, type Facts } from '../policy.js';

/** The lists that cards are filed under: everybody of the lab sees who uses what, its admin changes them. */
export const taxonomyPolicy = definePolicy<Facts>()('taxonomy', {
  read_uses: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  save: { who: ['admin'] },
});
