import type { Same } from '@scenario-lab/contracts/words/same';
import type { clarifications as zh } from '../zh/clarifications.js';

export const clarifications: Same<typeof zh> = {
  title: 'Questions and answers',
  empty: 'Nobody has asked yet.',
  open_until: 'Questions until {{when}}',
  closed: 'Questions closed: {{when}}',
  sign_in: 'Sign in to ask; neither the department nor other vendors nor any page is told who asked.',
  ask: 'Ask a question',
  question: 'Question',
  question_help:
    'Once answered, question and answer are public. The department and other vendors do not see who asks, so do not name your organisation.',
  send: 'Send the question',
  answer: 'Answer',
  answer_help:
    'Published with the question and not changed afterwards; what changes the need goes into an addendum.',
  publish: 'Publish the answer',
  number: 'Question {{number}}',
  waiting: 'Waiting for an answer',
  asked_on: 'asked {{day}}',
  answered: 'Answer of the department, {{when}}',
  mine: 'Asked by us',
  withdrawn: 'Taken back.',
  removed: 'The lab removed this question. Reason: {{reason}}',
  looked: 'The lab looked up who asked, {{when}}. Reason: {{reason}}',
  asker: 'Asked by {{who}}',
};
