import type { Same } from '@scenario-lab/contracts/words/same';
import type { synonyms as zh } from '../zh/synonyms.js';

export const synonyms: Same<typeof zh> = {
  title: 'Synonyms',
  lead: 'In searches and matches the words of a group stand for each other, in both languages. Changes hold at once.',
  groups: 'Groups',
  find: 'Find a word',
  none_found: 'No group holds this word.',
  new: 'New group',
  change: 'Change the group',
  zh: 'Chinese words',
  en: 'English words',
  one_per_line: 'One to a line; the first is named where a match gives its reasons.',
  en_hint: 'One word to a line, or two in a row; other forms of a word need no line.',
  reason: 'Reason',
  state: { shipped: 'Shipped', changed: 'Changed', off: 'Off', own: 'Own' },
  history: 'What was changed',
  deeds: { saved: 'Saved', off: 'Switched off', removed: 'Removed', restored: 'As shipped again' },
};
