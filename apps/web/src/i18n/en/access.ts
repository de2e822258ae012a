import type { Same } from '../same.js';
import type { access as zh } from '../zh/access.js';

export const access: Same<typeof zh> = {
  title: 'Data access requests',
  lead: 'Requests of your organisation, and those that wait for it.',
  empty: 'No requests. You can ask on a dataset’s page.',
  find_data: 'Browse data',
  choose: 'Choose a request to open it.',
  by: 'Asked by',
  until: 'Until',
  purpose: 'Purpose',
  asked: 'Asked',
  answer: 'Answer',
  grant: 'Grant',
  dataset: 'Dataset',
};
