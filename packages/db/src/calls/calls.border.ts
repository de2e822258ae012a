import type { History } from '../core/border.js';

export const callHistories: History[] = [
  {
    thing: 'call',
    open: 'EXISTS (SELECT 1 FROM open_call WHERE id = $2 AND published_at IS NOT NULL)',
  },
];
