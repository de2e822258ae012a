import { definePolicy, type Facts } from '../policy.js';

export const securityPolicy = definePolicy<Facts>()('security', {
  list: { who: ['admin'] },
  // The whole history, remarks with it: for who answers for the lab and who watches over it.
  read_audit: { who: ['admin', 'observer'] },
});

/** A key is marked by the lab's admin; everybody reads the list. */
export const keyPolicy = definePolicy<Facts>()('key', {
  compromise: { who: ['admin'] },
});
