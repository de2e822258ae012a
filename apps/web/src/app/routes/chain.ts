import type { PageRoute } from './page.js';

/** Pages of the chain after the supermarkets: validation, engagements, field, enablement, the lab's console. */
export const chainRoutes: PageRoute[] = [];
