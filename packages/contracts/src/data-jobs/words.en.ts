import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  data_job: 'Data job',
};

export const deed: Same<typeof zh.deed> = {
  data_job: {
    cancel: {
      label: 'Cancel job',
      says: 'The program is ended and nothing it wrote is kept; the data’s owner is told.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  data_job: {
    submitted: 'Data job submitted',
    queued: 'Program passed inspection, waiting its turn',
    program_refused: 'Program did not pass inspection',
    executing: 'Running in the sandbox',
    held: 'Ended; outputs wait for the data’s owner',
    given_up: 'The lab could not complete the job',
    released: 'Outputs released',
    partly_released: 'Part of the outputs released',
    refused: 'Outputs not released',
    cancelled: 'Job cancelled',
    revoked: 'Grant revoked, job ended',
  },
};

export const next: Same<typeof zh.next> = {
  data_job: {
    submitted: 'The program is inspected in the sandbox; then it waits its turn.',
    queued: 'Jobs run by turns of organisations; it begins by itself.',
    executing: 'The program runs in the sandbox; all it writes is held for review.',
    held: 'The data’s owner releases or refuses each file, with reasons.',
    released: 'The released outputs can be downloaded; each download is logged.',
    partly_released: 'The released part can be downloaded; the rest has its reasons.',
    refused: 'Nothing was released; the reasons stand below. A changed program can be submitted again.',
    cancelled: 'Cancelled, nothing of it was kept; it can be submitted again.',
    failed: 'The program did not run, for the reason below; a mended one can be submitted.',
    revoked: 'The grant was revoked: the job ended and nothing can be downloaded any more.',
  },
};
