import type { Same } from '../same.js';
import type { replications as zh } from '../zh/replications.js';

export const replications: Same<typeof zh> = {
  title: 'Replications',
};
