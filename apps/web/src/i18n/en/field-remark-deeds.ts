import type { Same } from '@scenario-lab/contracts/words/same';
import type { field_remark as zh } from '../zh/field-remark-deeds.js';

export const field_remark: Same<typeof zh> = {
  note: {
    label: 'Remark on it',
    says: 'Told to the other side when it is returned; until then only the lab reads it, and it can be taken back.',
  },
  answer: {
    label: 'Answer',
    says: 'The lab reads the answer; it can be reworded until it is submitted again.',
  },
  settle: { label: 'Settle', says: 'The other side sees that this remark is settled.' },
  insist: {
    label: 'Ask again',
    says: 'The answer or change is not enough: another remark on the same field, told when it is returned.',
  },
  withdraw: {
    label: 'Take back',
    says: 'A remark that was not told yet will not be seen by the other side.',
  },
};
