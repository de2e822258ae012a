import type { Same } from '@scenario-lab/contracts/words/same';
import type { camp as zhCamp, trainee as zhTrainee } from '../zh/camp-deeds.js';

export const camp: Same<typeof zhCamp> = {
  announce: {
    label: 'Announce the camp',
    says: 'Everybody sees it; people can sign up from now on.',
    field: 'Remark',
  },
  start: {
    label: 'Start the camp',
    says: 'Nobody signs up any more; tasks can be tried.',
    field: 'Remark',
  },
  finish: {
    label: 'Finish the camp',
    says: 'Completion is measured and certificates are signed. It cannot be taken back.',
    field: 'Remark',
  },
  cancel: {
    label: 'Cancel the camp',
    says: 'Everybody who signed up is told and reads the reason. It cannot be taken back.',
    field: 'Reason (public)',
  },
};

export const trainee: Same<typeof zhTrainee> = {
  withdraw: {
    label: 'Withdraw from the camp',
    says: 'Your place goes to the next on the waiting list.',
    field: 'Remark',
  },
  revoke: {
    label: 'Revoke the certificate',
    says: 'The certificate ends for good; the reason is public. It cannot be taken back.',
    field: 'Reason (public)',
  },
};
