import type { Same } from '@scenario-lab/contracts/words/same';
import { deed as ofThings } from '@scenario-lab/contracts/words/things-en';
import type { deed as zhDeed, deed_field as zhField } from '../zh/deeds.js';
import { consortiumDeeds } from './consortium-deeds.js';
import { field_remark } from './field-remark-deeds.js';
import { callPanelDeeds, objectionDeed, panelDeed } from './panel-deeds.js';

const card = (owner: string, says: { approve: string; delist: string }) => ({
  submit: { label: 'Submit for review', says: 'The lab reviews this card; it cannot be edited meanwhile.' },
  approve: { label: 'Approve and list', says: says.approve },
  return: {
    label: 'Return',
    says: `The card goes back to its ${owner} with your remark; visitors do not see it.`,
  },
  delist: { label: 'Delist', says: says.delist },
});

export const deed: Same<typeof zhDeed> = {
  solution: {
    ...card('vendor', {
      approve: 'The card becomes public to every visitor.',
      delist: 'Visitors no longer see the card; engagements and certificates stay as they are.',
    }),
    unsee_qualification: {
      label: 'Take the mark back',
      says: 'The mark is shown no longer; that it stood, who took it back and why stays in the card’s history, and its owner is told.',
    },
    see_qualification: {
      label: 'Mark as seen',
      says: 'The lab has looked at this document; once anything of it changes it is to be seen anew.',
    },
  },
  algorithm: {
    ...card('vendor', {
      approve: 'The card becomes public to every visitor; the files do not.',
      delist: 'Visitors no longer see the card; runs and certificates stay as they are.',
    }),
    retire_version: {
      label: 'Retire version',
      says: 'The version takes no new runs; its results and certificates stay as they are. This cannot be undone.',
    },
  },
  dataset: {
    ...card('owner', {
      approve: 'Card and statistics become public to every visitor; the data follow their access mode.',
      delist: 'Visitors no longer see the card; grants and benchmarks stay as they are.',
    }),
    read_again: {
      label: 'Read again',
      says: 'The same file is read with the new settings and columns; the profile it had is given up. Once a benchmark is made of it nothing can be changed.',
    },
    deprecate_version: {
      label: 'Deprecate version',
      says: 'Everybody who sees the version reads your reason. No new benchmark is made of it; those that use it show a warning and the lab is asked to deal with them. This cannot be undone.',
      field: 'Reason (public)',
    },
    retire_version: {
      label: 'Retire version',
      says: 'The version ends for good and your reason is public; not while a benchmark still uses it. This cannot be undone.',
      field: 'Reason (public)',
    },
  },
  call: {
    ...callPanelDeeds,
    seal: {
      label: 'Settle and take the key',
      says: 'Deadline, criteria, weights, price formula and panel cannot be changed any more. The department’s opening key is shown next, once.',
    },
    open: {
      label: 'Open and take the key',
      says: 'Everybody sees the call and vendors may hand in sealed bids. The lab’s opening key is shown next, once.',
    },
    cancel: {
      label: 'Cancel the call',
      says: 'What was handed in is never opened; the reason is public. This cannot be undone.',
      field: 'Reason (public)',
    },
    fail: {
      label: 'Record that it failed',
      says: 'The call ends with a public reason; bids not opened stay sealed. This cannot be undone.',
      field: 'Reason (public)',
    },
  },
  panel: panelDeed,
  objection: objectionDeed,
  consortium: consortiumDeeds,
  bid: {
    withdraw: {
      label: 'Withdraw the bid',
      says: 'It will not be opened; you may hand in again before the deadline. The withdrawal stays on record.',
    },
  },
  field_remark,
  organisation: {
    agree_member: {
      label: 'Agree to roles',
      says: 'The proposed roles apply at once when you agree, and fall when you do not. Neither who proposed them nor whom they are about agrees.',
    },
    agree_invitation: {
      label: 'Agree to an invitation',
      says: 'The invitation can be used when you agree, and falls when you do not. Neither who made it nor whom it is about agrees.',
    },
    verify: {
      label: 'Verify',
      says: 'It is shown as verified, and may use others’ data, make hidden runs and publish needs.',
    },
  },
  ...ofThings,
};

export const deed_field: Same<typeof zhField> = {
  remark: 'Remark (optional)',
  reason: 'Reason (seen by the other side)',
  statement: 'Statement (printed on the report)',
  missing: 'Please fill this in.',
  too_short: 'At least {{least}} characters, please.',
};
