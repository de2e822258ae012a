import type { Same } from '../i18n.js';
import type { benchmarks as zh } from '../zh/benchmarks.js';

export const benchmarks: Same<typeof zh> = {
  title: 'Benchmarks',
};
