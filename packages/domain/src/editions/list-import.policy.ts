import { type Condition, definePolicy, type Facts } from '../policy.js';

/** `read`: the file has been read, and what it made has not been taken back. It has no lifecycle: these are dates of its row. */
const isRead: Condition<Facts> = (_actor, facts) => facts.status === 'read' || 'wrong_status';

export const listImportPolicy = definePolicy<Facts>()('list_import', {
  list: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  read: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  create: { who: ['operator', 'broker'] },
  edit: { who: ['operator', 'broker'], when: isRead },
  apply: { who: ['operator', 'broker'], when: isRead },
  undo: { who: ['operator', 'broker'], when: isRead },
});
