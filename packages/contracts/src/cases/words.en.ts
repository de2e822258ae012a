import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  case: 'Case',
};

export const deed: Same<typeof zh.deed> = {
  case: {
    publish: {
      label: 'Publish case',
      says: 'The case becomes public; organisations that chose so stay unnamed.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  case: {
    drafted: 'Case drafted',
    created: 'Case drafted',
    written: 'Case written',
    published: 'Case published',
    names_told: 'Agreed to be named to a department that asked to take it over',
    pack_asked: 'The lab asked whether it may go to other labs as a replication pack',
    pack_agreed: 'Agreed to the replication pack',
    pack_written: 'Replication pack signed',
    pack_withdrawn: 'Replication pack withdrawn',
  },
};

export const next: Same<typeof zh.next> = {
  case: {
    draft: 'The department writes what was learnt and consents; then the lab publishes it.',
    published: 'Other departments may ask to take it over, if it was accepted.',
  },
};
