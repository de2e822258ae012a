import { describe, expect, it } from 'vitest';
import { clipColumn } from './clip-profile.js';

const column = {
  type: 'number',
  min: -999,
  max: 1e9,
  quantiles: [
    { p: 0.01, value: 2 },
    { p: 0.5, value: 5 },
    { p: 0.99, value: 90 },
  ],
  histogram: [
    { from: 0, to: 10, count: 500 },
    { from: 10, to: 20, count: 0 },
    { from: 20, to: 30, count: 9 },
  ],
  top: [
    { value: '5', count: 10 },
    { value: '7', count: 9 },
  ],
};

describe('clipColumn', () => {
  it('tells no extreme and no rare value', () => {
    expect(clipColumn(column)).toEqual({
      ...column,
      min: 2,
      max: 90,
      histogram: column.histogram.slice(0, 2),
      top: [{ value: '5', count: 10 }],
    });
  });

  it('says nothing of extremes where there are no quantiles', () => {
    expect(clipColumn({ ...column, quantiles: [] })).toMatchObject({ min: null, max: null });
  });

  it('clips the time covered as well', () => {
    const time = {
      ...column,
      type: 'timestamp',
      min: '1970-01-01T08:00:00+08:00',
      max: '2999-12-31T08:00:00+08:00',
      quantiles: [
        { p: 0.01, value: Date.UTC(2024, 0, 2) / 1_000 },
        { p: 0.99, value: Date.UTC(2024, 11, 30, 12) / 1_000 },
      ],
    };
    expect(clipColumn(time)).toMatchObject({ min: '2024-01-02T00:00:00Z', max: '2024-12-30T12:00:00Z' });
    const days = { ...time, min: '1970-01-01', max: '2999-12-31' };
    expect(clipColumn(days)).toMatchObject({ min: '2024-01-02', max: '2024-12-30' });
  });
});
