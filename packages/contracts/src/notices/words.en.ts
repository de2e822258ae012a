import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const deed: Same<typeof zh.deed> = {
  webhook: {
    test: {
      label: 'Send a test',
      says: 'A message that says it is a test goes to the address; what becomes of it stands in the log.',
    },
    pause: { label: 'Pause', says: 'What is new while it is paused does not go to this address.' },
    resume: {
      label: 'Resume',
      says: 'What has not arrived yet and is not older than three days goes out then.',
    },
    replay: { label: 'Send again', says: 'Goes out under the same id, by which the receiver can tell.' },
  },
};
