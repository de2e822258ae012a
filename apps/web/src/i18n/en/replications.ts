import type { Same } from '../i18n.js';
import type { replications as zh } from '../zh/replications.js';

export const replications: Same<typeof zh> = {
  title: 'Replications',
};
