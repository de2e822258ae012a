import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  edition: 'Published list',
  list_import: 'Import of a list',
};

export const deed: Same<typeof zh.deed> = {
  edition: {
    submit: {
      label: 'Submit for publication',
      says: 'What the entries say is fixed now; somebody else of the lab publishes it or returns it.',
    },
    publish: {
      label: 'Publish the list',
      says: 'The list gets its number and is shown to every visitor, with its files; it never changes again.',
    },
    return: {
      label: 'Return',
      says: 'It goes back to whoever prepared it, with your remark; visitors do not see it.',
    },
    withdraw: {
      label: 'Withdraw the list',
      says: 'A published list is marked withdrawn; visitors still read it, and the reason. An unpublished one is dropped. For good.',
      field: 'Reason',
    },
  },
  list_import: {
    apply: {
      label: 'Import what is ready',
      says: 'Each ready line becomes a draft of its organisation; visitors do not see it. The others wait to be corrected.',
    },
    undo: {
      label: 'Take the import back',
      says: 'Drafts it made that nobody has changed are deleted, and organisations entered for it alone; what was worked on stays.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  edition: {
    created: 'List drafted',
    edited: 'Entries of the list changed',
    submitted: 'List submitted for publication',
    returned: 'List returned',
    published: 'List published',
    withdrawn: 'List withdrawn',
    files_failed: 'The lab could not write the files of the list; it must look',
    tried_again: 'The lab began its work on it again',
  },
  list_import: {
    created: 'A list came as a file',
    applied: 'Its lines became drafts',
    undone: 'The import was taken back',
  },
};

export const next: Same<typeof zh.next> = {
  edition: {
    draft: 'Choose what is in it and submit it; somebody else of the lab publishes it.',
    in_review: 'Its content is fixed; somebody else of the lab publishes it, or returns it with the reason.',
    returned: 'Change what the remark asks for and submit it again.',
    published: 'Public, and never changed again; a correction is a new edition.',
    withdrawn: 'Withdrawn; what it said and why it was withdrawn can still be read.',
  },
};
