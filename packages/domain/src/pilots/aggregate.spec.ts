import { criterionNames } from '@scenario-lab/contracts/metrics';
import { describe, expect, it } from 'vitest';
import { aggregateFor } from './aggregate.js';

describe('how field values of a metric become one', () => {
  it('averages all but squared errors and limits', () => {
    const others = criterionNames.map(({ id }) => id).filter((metric) => aggregateFor(metric) !== 'mean');
    expect(others.sort()).toEqual([
      'cpu_seconds_per_1k',
      'max_error',
      'peak_memory_mib',
      'rmse',
      'wall_seconds_per_1k',
    ]);
    expect(aggregateFor('rmse')).toBe('root_mean_square');
    expect(aggregateFor('max_error')).toBe('max');
  });
});
