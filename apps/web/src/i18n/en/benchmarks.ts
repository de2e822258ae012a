import type { Same } from '../same.js';
import type { benchmarks as zh } from '../zh/benchmarks.js';

export const benchmarks: Same<typeof zh> = {
  title: 'Benchmarks',
};
