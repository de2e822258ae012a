import type { Same } from '@scenario-lab/contracts/words/same';
import type { masking as zh } from '../zh/masking.js';

export const masking: Same<typeof zh> = {
  deed: 'Mask into a new version',
  title: 'Mask version {{label}} into a new one',
  lead: 'Choose for each column what is done to it. The sandbox writes the whole table anew and looks for personal data once more; you look at what came of it before anything is made of it. The version itself stays as it is until then.',
  none: 'No version here can be masked: not where an exam has been made of the data set, nor another organisation’s.',
  choose: 'Column by column',
  others: 'Other columns, left as they are: {{columns}}',
  found: 'found: {{kinds}}',
  and: ', ',
  cells: '({{cells}} cells)',
  method: 'What is done',
  keep: 'Characters kept at the beginning',
  width: 'Width of a band',
  write: 'Write it masked',
  write_again: 'Write it anew as chosen now',
  working:
    'It is being written in the sandbox. What came of it shows here; you may leave the page meanwhile.',
  failed: 'Nothing was written',
  result: 'What came of it',
  nothing_left: 'Looked through again: no personal data were found.',
  left: 'Looked through again, these are still found:',
  over_rows: 'Counted over all {{rows}} rows.',
  no_examples: 'The data can be computed on and not seen, so no cell is shown.',
  came_of_it: 'Outcome',
  examples: 'Before → after',
  changed: '{{changed}} cells changed; different values: {{before}} before, {{after}} after',
  emptied: '{{cells}} of them could not be recognised and are empty now',
  dropped: 'The column is gone',
  take: 'Take it as a new version',
  take_title: 'Take it',
  take_says:
    'The new version keeps dictionary and split, and is inspected and profiled like an uploaded file. The version it comes from is deprecated: no new benchmark is made of it. To open the data set to everybody, retire that one too, for it still holds personal data.',
  take_says_refused:
    'The new version keeps dictionary and split, and is inspected and profiled like an uploaded file. The version it comes from stays refused.',
  barred:
    'What still holds personal data cannot be taken into an open data set. Choose otherwise for these columns below, and write it anew.',
  from: 'Masked from version {{label}}',
  methods: {
    keep: 'Left as it is',
    token: 'Replaced by a token',
    truncate: 'Only the beginning',
    redact: 'Numbers and addresses struck out',
    year: 'Only the year',
    month: 'Only the month',
    band: 'In bands',
    district: 'Only down to the district',
    drop: 'Column left out',
  },
  says: {
    keep: 'The column is not touched.',
    token:
      'The same value is the same token, so versions can be joined; the lab keeps a key for each data set, and without it no value can be worked out of its token.',
    truncate:
      'The first characters, then an asterisk; a cell that is no longer than these becomes an asterisk.',
    redact:
      'Identity, phone, card and plate numbers, e-mail and street addresses within a text give way to their kind in brackets; names are not recognised.',
    year: 'The year of birth out of an identity number, the year of a date; what is neither becomes empty.',
    month: 'A date becomes the first of its month.',
    band: 'The lower end of the band: of width 10, 37 becomes 30.',
    district:
      'An address down to the district, of an identity number the first six digits; what is neither becomes empty.',
    drop: 'The new version does not have the column.',
  },
};
