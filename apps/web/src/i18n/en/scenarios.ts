import type { Same } from '../i18n.js';
import type { scenarios as zh } from '../zh/scenarios.js';

export const scenarios: Same<typeof zh> = {
  title: 'Scenarios',
};
