import type { Same } from '../i18n.js';
import type { home as zh } from '../zh/home.js';

export const home: Same<typeof zh> = {
  title: 'Home',
};
