import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const deed: Same<typeof zh.deed> = {
  control_group: {
    dissolve: {
      label: 'Dissolve the group',
      says: 'Its organisations count their own looks only, from now on.',
      field: 'Reason',
    },
  },
};
