import type { Same } from '@scenario-lab/contracts/words/same';
import type { keys as zh } from '../zh/keys.js';

export const keys: Same<typeof zh> = {
  title: 'Keys',
  key: 'Key',
  does: 'What it does',
  palette: 'Go anywhere',
  palette_hint: 'A page, a thing of yours, or words to search for',
  search: 'Jump to the search field',
  help: 'Show the keys',
  leave: 'Close what is open and return',
  go: 'Go to {{page}}',
  single: 'Keys of a single letter are on (g, / and ?)',
  found: 'Pages and things to go to',
  recent: 'Seen lately',
  pages: 'Pages',
  begin: 'Begin',
  own: 'Yours',
  everywhere: 'Everywhere',
  search_all: 'Search everything for “{{words}}”',
  looking: 'Looking',
  nothing: 'Nothing found. Try another word, or leave with Esc.',
  how: '↑ ↓ choose, Enter opens, Esc returns',
  new: {
    need: 'Write a need',
    solution: 'Write a solution card',
    algorithm: 'Register an algorithm',
    dataset: 'Register a data set',
    run: 'Submit a run',
  },
};
