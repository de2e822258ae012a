import type { Same } from '@scenario-lab/contracts/words/same';
import type { joint_need as zh } from '../zh/joint-need-deeds.js';

export const joint_need: Same<typeof zh> = {
  propose: {
    label: 'Propose a joint need',
    says: 'The departments are told and each answers for itself; until then their own needs stand as they are.',
  },
  ask_more: {
    label: 'Ask further departments',
    says: 'They are told and answer for themselves; where all had agreed already, drafting waits for their answers.',
  },
  agree: {
    label: 'Agree to join',
    says: 'Say what your department pays and does. Shares of the budget are told to those who take part and to the lab; duties are public once it is published. Both can be changed until the need is drafted.',
  },
  decline: {
    label: 'Do not join',
    says: 'Your need stays as it is; the others go on.',
    field: 'Reason (told to those who take part and to the lab)',
  },
  leave: {
    label: 'Leave the joint need',
    says: 'Possible until it is published. Fewer than two are no joint need; what was drafted is drafted anew by the leading department.',
    field: 'Reason (told to those who take part and to the lab)',
  },
  draft: {
    label: 'Draft the joint need',
    says: 'A draft of your department is made of everybody’s problems, the strictest criteria, the sum of the shares and the duties. Complete it and submit it as usual.',
  },
  dissolve: {
    label: 'Dissolve the joint need',
    says: 'The departments are told, with the reason; their own needs stay as they are.',
    field: 'Reason (told to the departments)',
  },
};
