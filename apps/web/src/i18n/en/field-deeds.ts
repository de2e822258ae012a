import type { Same } from '@scenario-lab/contracts/words/same';
import type { engagement as zhEngagement, pilot as zhPilot, ticket as zhTicket } from '../zh/field-deeds.js';

// What two sides do about what they work on together.
export const engagement: Same<typeof zhEngagement> = {
  accept: { label: 'Accept', says: 'The engagement begins; the other side is told.' },
  decline: { label: 'Decline', says: 'The engagement ends; the other side sees your reason.' },
  withdraw: { label: 'Withdraw', says: 'The engagement ends; the other side sees your reason.' },
  shortlist: { label: 'Shortlist', says: 'The vendor is told; the lab can arrange the test.' },
  validate: {
    label: 'Start validation',
    says: 'The vendor may submit runs on this need’s benchmark; both sides are told.',
  },
  not_select: { label: 'Do not select', says: 'The vendor sees your reason; the engagement ends.' },
  fail_validation: {
    label: 'End validation (failed)',
    says: 'The vendor sees your reason; the engagement ends.',
  },
  award: { label: 'Record award', says: 'Both sides and the lab see the statutory procurement number.' },
  accept_field: {
    label: 'Accept in the field',
    says: 'With your signed statement the engagement is accepted and the lab carries it on. Without a pilot there are no field figures and no case; plan a pilot first if you want them. This cannot be undone.',
    field: 'Acceptance statement (seen by both sides and the lab)',
  },
  reject_field: {
    label: 'Reject in the field',
    says: 'Your signed statement ends the engagement; the vendor reads it. This cannot be undone.',
    field: 'Why it is rejected (seen by both sides and the lab)',
  },
  enable: { label: 'Start enablement', says: 'The case is written up; both sides are told.' },
  complete: { label: 'Complete', says: 'The engagement is filed; both sides can still read it.' },
};

export const pilot: Same<typeof zhPilot> = {
  void_points: {
    label: 'Void the {{shown}} chosen',
    says: 'They count no more, neither for acceptance nor in the field value; their values stay in the history with the reason.',
    field: 'Why they are voided (both sides and the lab see it)',
  },
  confirm_points: {
    label: 'Confirm the {{shown}} chosen',
    says: 'As what a site’s device sends, they may then put the certificate under watch.',
    field: 'What they were checked against (both sides and the lab see it)',
  },
  start: { label: 'Start pilot', says: 'Field data count from now on; both sides are told.' },
  pause: { label: 'Pause', says: 'Field data stop counting; the vendor sees your reason.' },
  resume: { label: 'Resume', says: 'Field data count again; the vendor is told.' },
  evaluate: {
    label: 'Evaluate',
    says: 'No further field data; acceptance is prepared and the vendor is told.',
  },
  accept: {
    label: 'Accept',
    says: 'With your signed statement the engagement is accepted too, and a case is drafted. This cannot be undone.',
    field: 'Acceptance statement (seen by both sides and the lab)',
  },
  reject: {
    label: 'Reject',
    says: 'Your signed statement ends the engagement too, and a case is drafted. This cannot be undone.',
    field: 'Why it is rejected (seen by both sides and the lab)',
  },
  terminate: {
    label: 'Terminate',
    says: 'The pilot ends now. If it had not begun, another may be planned; if it had, the engagement ends too and a case is drafted. This cannot be undone.',
    field: 'Why it ends (seen by both sides and the lab)',
  },
};

export const ticket: Same<typeof zhTicket> = {
  assign: {
    label: 'Assign',
    says: 'The department is told; terms are counted in working hours. Helpers may add evidence.',
  },
  return: {
    label: 'Send back',
    says: 'It goes back to the lab to be assigned anew; that it was sent back is counted, and the terms run on.',
    field: 'Why, and whose it is',
  },
  respond: {
    label: 'Note the first word',
    says: 'Stands as the moment the reporter was first spoken to, and counts for the response rate.',
    field: 'What was said',
  },
  answer: {
    label: 'Answer',
    says: 'Whoever holds the code reads the answer and may say what they think.',
    field: 'Answer (seen by the reporter)',
  },
  close: {
    label: 'Close',
    says: 'It is closed and may be drawn for a call; what is not resolved is opened again as a false closure.',
  },
  reopen: { label: 'Open again', says: 'It is to be assigned anew; the department is told.', field: 'Why' },
  merge: {
    label: 'Join to another',
    says: 'It follows the other ticket and counts no more on its own; its reporter is told how the other stands.',
    field: 'Why',
  },
  exclude: {
    label: 'Leave out of the rates',
    says: 'It does not count in the rates; that it is left out, and why, is shown with them.',
    field: 'Why',
  },
  follow_up: {
    label: 'Note a call',
    says: 'What was heard is kept; what was closed and is not resolved is opened again as a false closure.',
  },
};
