import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const deed: Same<typeof zh.deed> = {
  cockpit: {
    end_kiosk: {
      label: 'End',
      says: 'The screen loses the cockpit at once, and the address cannot be used again.',
    },
  },
};
