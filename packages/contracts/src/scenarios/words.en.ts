import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  scenario: 'Need',
  clarification: 'Question on a need',
};

export const deed: Same<typeof zh.deed> = {
  scenario: {
    submit: {
      label: 'Submit for publication',
      says: 'The lab reviews this need; it cannot be edited meanwhile.',
    },
    approve: {
      label: 'Approve and publish',
      says: 'The need becomes public and is matched; contact details are shown to signed-in readers only.',
    },
    return: {
      label: 'Return',
      says: 'The need goes back to the department with your remark; visitors do not see it.',
    },
    close: { label: 'Close', says: 'No new engagements; those under way go on and the need stays public.' },
    reopen: { label: 'Extend', says: 'The need takes engagements again and is public.' },
    withdraw: {
      label: 'Withdraw',
      says: 'The need is no longer public; vendors already engaged see your reason.',
    },
    archive: { label: 'Archive', says: 'The need becomes history: it can be read and no longer changed.' },
  },
  clarification: {
    withdraw: { label: 'Take the question back', says: 'The department no longer sees it.' },
    remove: {
      label: 'Remove the question',
      says: 'Everybody sees the reason instead of question and answer. Do not name the asker in it.',
      field: 'Reason (public)',
    },
    reveal: {
      label: 'Look up who asked',
      says: 'For abuse only. That you looked stands in the need’s history; the asker is told the reason.',
    },
  },
  favour: {
    offer: {
      label: 'Offer the same to the others',
      says: 'All who take part are told and may ask for the same; the ledger says when, in public.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  scenario: {
    made_of_tickets: 'Made of tickets',
    created: 'Need drafted',
    brought: 'Drafted from a pack of another lab',
    submitted: 'Submitted for publication',
    published: 'Need published',
    returned: 'Need returned',
    closed: 'Need closed',
    extended: 'Need extended',
    amended: 'Addendum to the need published',
    meeting_offered: 'A meeting was offered to all who take part',
    meeting_called_off: 'A meeting was called off',
    favour_recorded: 'A line was written into the fairness ledger',
    favour_offered: 'Offered alike to all who take part',
    question_asked: 'A question was asked',
    question_answered: 'A question was answered for everybody',
    question_withdrawn: 'A question was taken back',
    question_removed: 'The lab removed a question',
    asker_seen: 'The lab looked up, with a reason, who asked',
    withdrawn: 'Need withdrawn',
    archived: 'Need archived',
    edited: 'Need edited',
    compiled: 'Compiled into a draft benchmark',
  },
};

export const next: Same<typeof zh.next> = {
  scenario: {
    draft: 'With the problem and a contact written, it is submitted to the lab.',
    in_review: 'The lab is reviewing it; then it is public and matched, or comes back with a remark.',
    returned: 'To be changed as the lab remarks and submitted again.',
    published: 'Vendors may propose and the department may invite, until its deadline closes it.',
    closed: 'No new engagements; it may be extended, and is archived when all engagements have ended.',
    archived: 'History: kept for reference.',
    withdrawn: 'Withdrawn and no longer public; its engagements are for both sides to settle.',
  },
};
