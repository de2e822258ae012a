import type { Same } from '../same.js';
import type { cases as zh } from '../zh/cases.js';

export const cases: Same<typeof zh> = {
  title: 'Cases',
};
