import type { Same } from '../same.js';
import type { pilots as zh } from '../zh/pilots.js';

export const pilots: Same<typeof zh> = {
  title: 'Pilots',
};
