import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  data_request: 'Wish for data',
};

export const deed: Same<typeof zh.deed> = {
  data_request: {
    vote: {
      label: 'We want this too',
      says: 'Your organisation is counted; its name is not shown.',
    },
    withdraw_vote: { label: 'Take back our vote', says: 'Your organisation is not counted any more.' },
    route: {
      label: 'Pass on',
      says: 'The organisation is told and takes it on or gives it back; nothing is public before that.',
    },
    claim: {
      label: 'Take on',
      says: 'It is public from now on that you will provide these data; who wants them is told.',
    },
    hand_back: {
      label: 'Give back',
      says: 'The wish waits for somebody again; the lab alone reads the reason.',
      field: 'Reason (for the lab)',
    },
    fulfil: {
      label: 'Fulfil with a data set',
      says: 'Who wants the data is told; the time it took counts in the published figures.',
    },
    decline: {
      label: 'Decline',
      says: 'The wish ends; everybody reads the reason.',
      field: 'Reason (public)',
    },
    merge: {
      label: 'Join to a wish for the same',
      says: 'Votes move there, each organisation counted once; who wants the data is told.',
      field: 'Reason (for the lab)',
    },
    reopen: {
      label: 'Open again',
      says: 'The wish waits for somebody again; who wants the data is told.',
      field: 'Reason (for the lab)',
    },
    withdraw: {
      label: 'Withdraw',
      says: 'It leaves the register. What others want as well cannot be withdrawn.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  data_request: {
    opened: 'Wish for data entered',
    routed: 'Passed on by the lab',
    claimed: 'Taken on',
    handed_back: 'Given back',
    fulfilled: 'Data provided, wish fulfilled',
    declined: 'Declined',
    merged: 'Joined to a wish for the same',
    joined: 'Another wish for the same was joined to it',
    reopened: 'Opened again',
    withdrawn: 'Withdrawn',
  },
};

export const next: Same<typeof zh.next> = {
  data_request: {
    open: 'It waits for whoever has such data, or for the lab to pass it on; others who want the same can say so.',
    routed:
      'The lab has asked an organisation that may have the data; it takes the wish on or gives it back.',
    claimed: 'When the data set is listed, whoever took the wish on fulfils it with a version of it.',
    fulfilled:
      'The data are in the data supermarket. If they are not what was wished for, whoever wished opens it again.',
    declined: 'Declined for the public reason below; the lab can open it again when things have changed.',
    merged: 'Joined to a wish for the same; the votes went along.',
    withdrawn: 'Withdrawn by whoever wished.',
  },
};
