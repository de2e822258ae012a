import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  engagement: 'Engagement',
};

export const deed: Same<typeof zh.deed> = {
  engagement: {
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
  },
};

export const event: Same<typeof zh.event> = {
  engagement: {
    call_won: 'Won the call; the award follows once validated',
    proposed: 'Vendor proposed',
    invited: 'Invitation sent',
    accepted: 'Engagement accepted',
    declined: 'Engagement declined',
    shortlisted: 'Shortlisted',
    validating: 'Validation began',
    validated: 'Validated',
    piloting: 'Pilot planned',
    awarded: 'Award recorded',
    field_accepted: 'Accepted in the field',
    field_rejected: 'Rejected in the field',
    enabling: 'Enablement began',
    completed: 'Engagement completed',
    withdrawn: 'Engagement withdrawn',
    not_selected: 'Not selected',
    validation_failed: 'Validation failed',
    message: 'New message',
    record_added: 'A file, agreement or decision was put on record',
    record_confirmed: 'An agreement or decision was confirmed',
    record_taken_back: 'A file, agreement or decision was taken back',
    task_added: 'A task was given',
    task_done: 'A task was done',
    task_dropped: 'A task was dropped',
    handed_over: 'Somebody else answers for a side',
    mentioned: 'A message names you',
    checklist_added: 'A checklist was added',
    checklist_done: 'A checklist is done',
    talk_proposed: 'A meeting was proposed',
    talk_agreed: 'The time of a meeting is agreed',
    talk_called_off: 'A meeting was called off',
    room_exported: 'The file was exported',
  },
};

export const next: Same<typeof zh.next> = {
  engagement: {
    proposed: 'The department answers the proposal.',
    invited: 'The vendor answers the invitation.',
    accepted: 'The department decides whether to shortlist it.',
    shortlisted: 'The lab arranges the test.',
    validating:
      'The vendor submits runs; when one passes every must and is approved, the engagement is validated by itself.',
    validated: 'The department plans a pilot or records the award.',
    piloting: 'A pilot is under way; its outcome is the engagement’s.',
    awarded: 'The department accepts it in the field; where a pilot is planned, by the pilot’s outcome.',
    field_accepted: 'The lab takes it into enablement, so that others can take it over.',
    enabling: 'Others may take the case over; when all is done it is filed.',
    completed: 'Filed; both sides can still read it.',
    declined: 'This is the end; the two may meet again later.',
    withdrawn: 'This is the end; the two may meet again later.',
    not_selected: 'This is the end, for the reason below; the two may meet again later.',
    validation_failed: 'This is the end, for the reason below; an improved solution may be proposed again.',
    field_rejected: 'This is the end, for the reason below; what a pilot taught becomes a case.',
  },
};
