import type { Same } from '../i18n.js';
import type { matches as zh } from '../zh/matches.js';

export const matches: Same<typeof zh> = {
  title: 'Matches',
};
