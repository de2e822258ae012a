import type { Same } from '../i18n.js';
import type { datasets as zh } from '../zh/datasets.js';

export const datasets: Same<typeof zh> = {
  title: 'Data',
};
