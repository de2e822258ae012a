import type { Same } from '../i18n.js';
import type { runs as zh } from '../zh/runs.js';

export const runs: Same<typeof zh> = {
  title: 'Runs',
};
