import type { Same } from '../i18n.js';
import type { algorithms as zh } from '../zh/algorithms.js';

export const algorithms: Same<typeof zh> = {
  title: 'Algorithms',
};
