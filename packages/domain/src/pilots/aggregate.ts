import type { Aggregate } from './lab-to-field.js';

const squared: readonly string[] = ['rmse'];
const worst: readonly string[] = [
  'max_error',
  'peak_memory_mib',
  'cpu_seconds_per_1k',
  'wall_seconds_per_1k',
];

/** How values of one metric from many days become one (see `Aggregate`); a metric of another kind averages. */
export function aggregateFor(metric: string): Aggregate {
  if (squared.includes(metric)) return 'root_mean_square';
  return worst.includes(metric) ? 'max' : 'mean';
}
