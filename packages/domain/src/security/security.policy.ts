import { definePolicy, type Facts } from '../policy.js';

export const securityPolicy = definePolicy<Facts>()('security', {
  list: { who: ['admin'] },
});

/** A key is marked by the lab's admin; everybody reads the list. */
export const keyPolicy = definePolicy<Facts>()('key', {
  compromise: { who: ['admin'] },
});
