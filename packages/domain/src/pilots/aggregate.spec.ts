import { metricNames, resourceMetrics } from '@scenario-lab/contracts/metrics';
import { describe, expect, it } from 'vitest';
import { aggregateFor } from './aggregate.js';

describe('how field values of a metric become one', () => {
  it('averages all but squared errors and limits', () => {
    const others = [...metricNames.map(({ id }) => id), ...resourceMetrics].filter(
      (metric) => aggregateFor(metric) !== 'mean',
    );
    expect(others.sort()).toEqual(['cpu_seconds', 'max_error', 'peak_memory_mib', 'rmse']);
    expect(aggregateFor('rmse')).toBe('root_mean_square');
    expect(aggregateFor('max_error')).toBe('max');
  });
});
