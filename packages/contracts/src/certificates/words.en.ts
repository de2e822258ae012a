import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  certificate: 'Certificate',
};

export const deed: Same<typeof zh.deed> = {
  certificate: {
    watch: {
      label: 'Watch',
      says: 'The public page shows that something is in doubt; the vendor is asked for its word.',
    },
    clear: { label: 'Clear', says: 'The doubt is settled; the certificate is valid again.' },
    answer: {
      label: 'Answer',
      says: 'Your word is kept with the certificate; the lab decides what follows.',
    },
    suspend: { label: 'Suspend', says: 'The public page shows “suspended” and your reason.' },
    reinstate: { label: 'Reinstate', says: 'The certificate is valid again and shown so.' },
    revoke: {
      label: 'Revoke',
      says: 'The certificate ends for good; the reason is public. This cannot be undone.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  certificate: {
    drifted: 'Field values drifted from the lab’s',
    watch_failed: 'Could not be put on watch; the lab must look',
    tried_again: 'The lab began its work on it again',
    answered: 'Vendor gave its word',
    issued: 'Certificate issued',
    watched: 'Certificate put on watch',
    cleared: 'Certificate cleared',
    suspended: 'Certificate suspended',
    reinstated: 'Certificate reinstated',
    expired: 'Certificate expired',
    revoked: 'Certificate revoked',
  },
};

export const next: Same<typeof zh.next> = {
  certificate: {
    valid: 'Anybody can verify it by its number; it expires by itself.',
    watch: 'The vendor gives its word; within ten working days the lab clears or suspends it.',
    suspended: 'The lab reinstates or revokes it; until then it may not be cited.',
    expired: 'It may no longer be cited; a new run can earn a new one.',
    revoked: 'It has ended for good and may not be cited.',
  },
};
