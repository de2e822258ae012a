import type { Same } from '../i18n.js';
import type { solutions as zh } from '../zh/solutions.js';

export const solutions: Same<typeof zh> = {
  title: 'Solutions',
};
