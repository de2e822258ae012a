import { type Border, byParties } from '../core/border.js';

export const engagementBorders: Border[] = [
  byParties('engagement', 'id'),
  byParties('message', 'engagement_id'),
];
