import type { Same } from '../i18n.js';
import type { organisations as zh } from '../zh/organisations.js';

export const organisations: Same<typeof zh> = {
  title: 'Organisations',
};
