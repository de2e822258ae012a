import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  replication: 'Replication',
};

export const deed: Same<typeof zh.deed> = {
  replication: {
    tell_names: {
      label: 'Agree to be named',
      says: 'Once the source department and the vendor agree, the adopter sees both names; nobody else does.',
    },
    assess: { label: 'Finish assessment', says: 'The adopter sees the differences you describe.' },
    start_transfer_test: {
      label: 'Start transfer test',
      says: 'The certified algorithm runs on the adopter’s own sealed data.',
    },
    reassess: { label: 'Assess again', says: 'Back to assessment; the adopter sees your reason.' },
    adopt: { label: 'Adopt', says: 'The adoption is recorded and counted on the case.' },
    decline: { label: 'Do not adopt', says: 'Your reason is seen by the source department and the vendor.' },
    withdraw: { label: 'Withdraw request', says: 'The request ends; those concerned see your reason.' },
  },
};

export const event: Same<typeof zh.event> = {
  replication: {
    requested: 'Replication requested',
    assessing: 'Assessment began',
    transfer_testing: 'Transfer test began',
    reassessing: 'Assessed again',
    adopted: 'Adopted',
    declined: 'Declined',
    withdrawn: 'Request withdrawn',
  },
};

export const next: Same<typeof zh.next> = {
  replication: {
    requested: 'The lab assesses how the two places differ.',
    assessing:
      'The differences are written; once the adopter has an open benchmark, the lab starts the transfer test.',
    transfer_testing: 'After the transfer test and its review the adopter decides.',
    adopted: 'Adopted, and counted on the case.',
    declined: 'Not adopted; the reason is in the history.',
    withdrawn: 'The request was withdrawn; it can be made again.',
  },
};
