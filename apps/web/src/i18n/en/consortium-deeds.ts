import type { Same } from '@scenario-lab/contracts/words/same';
import type { consortiumDeeds as zh } from '../zh/consortium-deeds.js';

export const consortiumDeeds: Same<typeof zh> = {
  confirm: {
    label: 'Confirm your part and share',
    says: 'Afterwards you do not offer for this call otherwise; you may leave before the deadline.',
  },
  leave: {
    label: 'Leave the consortium',
    says: 'Your confirmation is void and a bid that was handed in is withdrawn; the lead reads the reason. Not possible after the deadline.',
    field: 'Reason',
  },
  dissolve: {
    label: 'Dissolve the consortium',
    says: 'All confirmations are void and a bid that was handed in is withdrawn; you may offer alone afterwards.',
  },
};
