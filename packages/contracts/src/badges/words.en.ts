import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  badge: 'Badge',
};

export const deed: Same<typeof zh.deed> = {
  badge: {
    recommend: {
      label: 'Recommend',
      says: 'Every rule holds by its present figure; another person decides.',
      field: 'Remark',
    },
    grant: {
      label: 'Grant',
      says: 'It is signed and made public by itself, good for a year.',
      field: 'Remark',
    },
    decline: {
      label: 'Decline',
      says: 'The applicant reads the reason and may apply again.',
      field: 'Reason',
    },
    withdraw: { label: 'Withdraw', says: 'The application ends; it can be made again.', field: 'Remark' },
    revoke: {
      label: 'Revoke',
      says: 'The badge ends for good; the reason is public. It cannot be taken back.',
      field: 'Reason (public)',
    },
  },
};

export const event: Same<typeof zh.event> = {
  badge: {
    applied: 'Badge applied for',
    recommended: 'Badge recommended, another person decides',
    declined: 'Badge declined',
    withdrawn: 'Application for the badge withdrawn',
    granted: 'Badge granted, to be signed',
    issued: 'Badge given',
    handed_back: 'A rule broke before the signature: back to the first reader',
    warned: 'What the badge asks was changed; it falls short of the new',
    watched: 'A rule of the badge broke; to be mended',
    cleared: 'The rules of the badge hold again',
    lost: 'The badge is lost: not mended in time',
    expired: 'Badge expired',
    revoked: 'Badge revoked',
  },
};

export const next: Same<typeof zh.next> = {
  badge: {
    applied: 'The lab reads it first: every rule must hold by its present figure.',
    recommended: 'Another of the lab’s people decides; the signature follows by itself.',
    granted: 'The rules are looked at once more, then it is signed and public.',
    valid:
      'Its rules are looked at every ten minutes; anybody can verify it by number or by its signed file; apply again when it ends.',
    watch: 'Valid again once every rule holds within the time; lost after that.',
    lost: 'Apply again once the rules hold.',
    expired: 'Apply again if you need it.',
    revoked: 'For good.',
    declined: 'Apply again once the reason is dealt with.',
    withdrawn: 'It can be applied for again.',
  },
};
