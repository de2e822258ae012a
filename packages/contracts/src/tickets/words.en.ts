import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  ticket: 'Ticket',
};

export const deed: Same<typeof zh.deed> = {
  ticket: {
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
  },
};

export const event: Same<typeof zh.event> = {
  ticket: {
    opened: 'Reported',
    assigned: 'Assigned',
    returned: 'Sent back by the department',
    responded: 'First word to the reporter',
    evidence_added: 'Evidence added',
    answered: 'Answered',
    closed: 'Closed',
    reopened: 'Opened again',
    said: 'The reporter said what they think',
    merged: 'A repeat was joined',
    excluded: 'Left out of the rates',
    counted_again: 'Counts again',
    followed_up: 'Called back',
    false_closure: 'A call found it closed falsely',
    escalated: 'Past its term, brought up',
    reporter_read: 'Name and number of the reporter were looked at',
    file_handed_in: 'The reporter handed in a file',
  },
};

export const next: Same<typeof zh.next> = {
  ticket: {
    open: 'The lab assigns it.',
    assigned:
      'The department speaks with the reporter, adds evidence, answers; what is not its own it sends back with a reason.',
    returned: 'Sent back: the lab assigns it anew, the terms run on.',
    answered: 'Answered: it can be closed, and its reporter may say what they think.',
    closed:
      'Closed: it may be drawn for a call. What is not resolved is opened again and counts as a false closure.',
    reopened: 'Not resolved: the lab assigns it anew.',
  },
};
