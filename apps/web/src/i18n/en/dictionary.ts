import type { Same } from '@scenario-lab/contracts/words/same';
import type { dictionary as zh } from '../zh/dictionary.js';

export const dictionary: Same<typeof zh> = {
  save: 'Download the dictionary (CSV)',
  from_file: 'Fill in from a dictionary file',
  help: 'An Excel workbook (.xlsx) or CSV, matched by the name of the column; an empty cell leaves what stands here. The dictionary of a version can be downloaded on the data set’s page, edited and brought back.',
  filled: 'Columns filled in: {{columns}}.',
  unknown: 'The table has no such columns: {{names}}.',
  faulty: 'Nothing was filled in, for the file has these faults; mend them and choose it again.',
  row: 'Row (1 below the headings)',
  heading: 'Heading',
  value: 'Cell',
  wrong: 'What is wrong',
  faults: {
    no_names: 'There is no heading “column”.',
    named_twice: 'The column is there twice.',
    not_a_word: 'Not one of the values; write it as in a dictionary that was downloaded.',
    not_a_number: 'This is not a number.',
    not_allowed: 'Too long, of another form, or against another cell.',
  },
};
