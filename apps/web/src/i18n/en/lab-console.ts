import type { Same } from '../same.js';
import type { lab_console as zh } from '../zh/lab-console.js';

export const lab_console: Same<typeof zh> = {
  title: 'Queue console',
};
