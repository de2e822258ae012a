import { type Border, byParties } from '../core/border.js';

export const engagementBorders: Border[] = [
  byParties('engagement', 'id'),
  byParties('message', 'engagement_id'),
  byParties('room_record', 'engagement_id'),
  byParties('room_task', 'engagement_id'),
  byParties('room_contact', 'engagement_id'),
];
