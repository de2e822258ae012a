import { definePolicy, type Facts } from '../policy.js';

export const securityPolicy = definePolicy<Facts>()('security', {
  list: { who: ['admin'] },
});
