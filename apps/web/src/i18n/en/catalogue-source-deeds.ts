import type { Same } from '@scenario-lab/contracts/words/same';
import type { catalogue_source as zh } from '../zh/catalogue-source-deeds.js';

export const catalogue_source: Same<typeof zh> = {
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
};
