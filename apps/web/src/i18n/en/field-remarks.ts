import type { Same } from '@scenario-lab/contracts/words/same';
import type { field_remarks as zh } from '../zh/field-remarks.js';

export const field_remarks: Same<typeof zh> = {
  title: 'Remarks by field',
  lead_lab:
    'Remark on single fields; the remarks are told when it is returned. Once it is submitted again, what was and what is stand here side by side.',
  lead_owner: 'The lab has remarked on these fields. Mend or answer each, then submit again.',
  none: 'No remarks on fields yet.',
  field: 'Field',
  choose: 'Choose a field',
  stands: 'What stands there',
  empty: '(empty)',
  text: 'Remark: what is to change',
  answer: 'Answer: why it is so',
  reword: 'Reword the answer',
  again: 'What is still to change',
  answered: 'Answer:',
  was: 'When remarked on',
  now: 'Now',
  was_returned: 'When returned',
  unchanged: 'The field was not changed.',
  changed: 'The field was changed.',
  changes: 'Changed besides, since it was returned: {{count}}',
  changes_none: 'Nothing but what was remarked on has changed since it was returned on {{when}}.',
  since: 'Since it was returned on {{when}}',
  at_form: 'Remarks to go through: {{count}}',
  at_form_says:
    'Each stands below its field. Change the field, or say why it stays; when all are done, submit again.',
  all_done: 'All remarks are done; save, then submit again.',
  go: 'Go through them',
  ended: 'At an end: {{count}}',
  follows: 'Asked again after an answer',
  to_mend: 'Change the field and save; where it stays, answer.',
};
