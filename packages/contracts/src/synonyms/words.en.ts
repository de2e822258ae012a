import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const deed: Same<typeof zh.deed> = {
  synonym: {
    remove: {
      label: 'Remove',
      says: 'Its words no longer stand for each other. A shipped group can be brought back.',
      field: 'Reason',
    },
    restore: { label: 'As shipped', says: 'The group holds the words it came with.', field: 'Reason' },
  },
};
