import type { Same } from '../i18n.js';
import type { engagements as zh } from '../zh/engagements.js';

export const engagements: Same<typeof zh> = {
  title: 'Engagements',
};
