import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  catalogue_source: 'Source of a catalogue',
  catalogue_import: 'Other catalogue',
};

export const deed: Same<typeof zh.deed> = {
  catalogue_source: {
    start: {
      label: 'Confirm and start',
      says: 'Sound entries are listed at once, for every visitor to see; from now on it is read by the clock.',
    },
    harvest: { label: 'Harvest now', says: 'Reads it once now; when it is due next stays as it is.' },
    look: { label: 'Look again', says: 'Reads it once to be looked at; nothing is kept.' },
    pause: { label: 'Pause', says: 'It is not read by the clock any more; what was taken over stays.' },
    resume: { label: 'Resume', says: 'It is read at once, and by the clock from now on.' },
    remove: {
      label: 'Remove the source',
      says: 'It is not read any more; what was taken over stays, and can be delisted entry by entry.',
    },
  },
  catalogue_import: {
    undo: {
      label: 'Undo',
      says: 'What it added is delisted, what it changed is as before; entries changed since stay as they are. Its source, where it has one, is paused.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  catalogue_source: {
    created: 'Source of a catalogue kept',
    started: 'Confirmed; read by the clock from now on',
    paused: 'Harvests paused',
    resumed: 'Harvests resumed',
    failed: 'A harvest failed',
    recovered: 'Harvests succeed again',
    given_up: 'Harvests kept failing and were paused',
    removed: 'Source of a catalogue removed',
  },
};

export const next: Same<typeof zh.next> = {
  catalogue_source: {
    trial: 'It has been read to be looked at; an operator confirms, and nothing is kept before.',
    active: 'It is read by the clock; where that fails, the operators are told.',
    failing: 'The last harvest failed. It is tried again, ever more seldom; check address and format.',
    paused: 'It is not read by the clock; it can be resumed, or harvested once.',
    removed: 'It is not read any more; what was taken over stays.',
  },
};
