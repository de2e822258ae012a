import type { Same } from '@scenario-lab/contracts/words/same';
import type { data_request as zh } from '../zh/data-request-deeds.js';

export const data_request: Same<typeof zh> = {
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
  decline: { label: 'Decline', says: 'The wish ends; everybody reads the reason.', field: 'Reason (public)' },
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
};
