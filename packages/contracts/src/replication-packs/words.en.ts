import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  replication_pack: 'Replication pack',
  foreign_pack: 'Pack of another lab',
  trusted_lab: 'Trusted lab',
};

export const deed: Same<typeof zh.deed> = {
  replication_pack: {
    ask: {
      label: 'Make a replication pack',
      says: 'Department and vendor are told; once both agree the lab signs the pack. It names both, also where the case does not.',
    },
    agree: {
      label: 'Agree',
      says: 'Once both agree the lab signs the pack. It holds both names, the need template, figures, costs and clauses, and may be handed to other labs.',
    },
    withdraw: {
      label: 'Withdraw the pack',
      says: 'It can be downloaded no more; copies already taken cannot be called back. Both sides and the lab see your reason.',
    },
  },
  foreign_pack: {
    take: {
      label: 'Take over as drafts',
      says: 'A draft need for the adopter and a draft algorithm for the vendor are made; the adopter is told.',
    },
    undo: {
      label: 'Take it back',
      says: 'Drafts made of it that nobody has changed are deleted; what was worked on or is in use stays and stops this.',
    },
    discard: { label: 'Throw away', says: 'The pack leaves the list; it can be imported again.' },
    arrange: {
      label: 'Draft the benchmark',
      says: 'The plan of the pack becomes a draft benchmark on the data you chose; it can be changed until it is sealed.',
    },
  },
  trusted_lab: {
    pin: { label: 'Pin a lab', says: 'Packs signed with these keys are taken from now on.' },
    end: {
      label: 'No longer trust',
      says: 'Its packs are taken no more; what was taken over stays, its certificates are not recognised.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  foreign_pack: {
    received: 'A pack of another lab came',
    arranged: 'An exam was drafted on a pack',
    taken: 'Drafts were made of a pack',
    undone: 'Drafts made of a pack were taken back',
    discarded: 'A pack was thrown away',
  },
  trusted_lab: { pinned: 'A lab was pinned', ended: 'A lab is believed no more' },
};
