import { metricNames } from '@scenario-lab/contracts/metrics';
import { metrics } from '@scenario-lab/metrics/registry';
import { describe, expect, it } from 'vitest';

describe('the names of metrics in contracts', () => {
  it('are exactly those of the registry', () => {
    expect(metricNames.map(({ id }) => id).toSorted()).toEqual(
      metrics.map(({ id }) => id as string).toSorted(),
    );
  });
  it.each(metrics.map((metric) => [metric.id, metric] as const))('say the same of %s', (id, metric) => {
    const name = metricNames.find((one) => one.id === id)!;
    expect(name.unit).toBe(metric.unit);
    // Of one class among many only its name would tell which: plans cannot name it, so contracts offers less.
    expect(metric.tasks).toEqual(expect.arrayContaining([...name.tasks]));
    // Of what may err to both sides a criterion limits how far.
    expect(name.range).toEqual(metric.direction === 'zero' ? [0, null] : metric.range);
    expect(name.share !== undefined).toBe(metric.intervalMethod === 'wilson');
    if (metric.direction !== 'zero') expect(name.better).toBe(metric.direction);
  });
});
