import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  camp: 'Camp',
  trainee: 'Trainee',
};

export const deed: Same<typeof zh.deed> = {
  camp: {
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
  },
  trainee: {
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
  },
};

export const event: Same<typeof zh.event> = {
  camp: {
    created: 'Camp drafted',
    revised: 'Camp revised',
    announced: 'Camp open for sign-up',
    started: 'Camp begun',
    session_near: 'A session begins within 24 hours',
    finished: 'Camp finished; completion is measured',
    cancelled: 'Camp cancelled',
  },
  trainee: {
    seated: 'Signed up and has a seat',
    queued: 'Signed up for the waiting list',
    moved_up: 'Moved up from the waiting list',
    withdrawn: 'Withdrew from the camp',
    released: 'The camp ended or was cancelled without a seat for them',
    fell_short: 'What the camp asks was not completed',
    certified: 'Completed; the certificate is signed',
    revoked: 'Certificate of completion revoked',
  },
};

export const next: Same<typeof zh.next> = {
  camp: {
    draft: 'People can sign up once it is announced.',
    announced: 'First come, first served, then a waiting list; nobody signs up once it runs.',
    running: 'Instructors mark who came; tasks can be tried at any time. Completion is measured at the end.',
    finished: 'Attendance and tasks are measured; whoever did what was asked gets a signed certificate.',
    cancelled: 'Everybody who signed up has been told.',
  },
  trainee: {
    waiting: 'Moves up in order when somebody withdraws.',
    seated: 'Come to the sessions and solve the tasks; completion is measured at the end.',
    withdrawn: 'One can sign up again while the camp is open.',
    released: 'One can sign up for the next camp.',
    fell_short: 'One can sign up for the next camp.',
    certified: 'Anybody can check it by the signed file.',
    revoked: 'It ended for good.',
  },
};
