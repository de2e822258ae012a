import type { Same } from '@scenario-lab/contracts/words/same';
import type { access as zh } from '../zh/access.js';

export const access: Same<typeof zh> = {
  title: 'Data access requests',
  lead: 'Requests of your organisation, and those that wait for it.',
  empty: 'No requests. You can ask on a dataset’s page.',
  find_data: 'Browse data',
  choose: 'Choose a request to open it.',
  by: 'Asked by',
  not_verified: 'The lab has not verified this organisation yet; approval waits for that.',
  until: 'Until',
  purpose: 'Purpose',
  asked: 'Asked',
  answer: 'Answer',
  grant: 'Grant',
  dataset: 'Dataset',
};
