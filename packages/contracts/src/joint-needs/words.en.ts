import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  joint_need: 'Joint need',
};

export const deed: Same<typeof zh.deed> = {
  joint_need: {
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
  },
};

export const event: Same<typeof zh.event> = {
  joint_need: {
    proposed: 'The lab proposed a joint need',
    member_agreed: 'A department agreed to join',
    member_declined: 'A department declined to join',
    member_left: 'A department left',
    lead_passed: 'The leading department left; the next one leads',
    widened: 'Further departments were asked to join',
    settled: 'All who stay have agreed',
    drafted: 'Joint need drafted',
    unsettled: 'A department left after the draft: to be drafted anew',
    joined: 'Joint need published; the departments’ own needs are joined into it',
    dissolved: 'Joint need dissolved',
  },
};

export const next: Same<typeof zh.next> = {
  joint_need: {
    proposed: 'The departments answer whether they join; then the leading one drafts.',
    agreed: 'All who stay have agreed; the leading department drafts the joint need.',
    drafted:
      'It is a need of the leading department and goes the usual way; until it is published a department can leave.',
    joined: 'Published; the departments’ own needs are closed and point to it.',
    dissolved: 'Dissolved; the departments’ own needs stand as they were.',
  },
};
