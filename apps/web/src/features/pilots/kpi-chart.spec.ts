import { describe, expect, it } from 'vitest';
import { brokenAtGaps, sideOfLabel } from './kpi-chart.js';

describe('the label of a level', () => {
  it('stands above its line where it has room', () => {
    expect(sideOfLabel(0.75, [0.75, 0.45, 0.9], 1)).toBe('Top');
  });
  it('stands below where another line runs closely above', () => {
    expect(sideOfLabel(0.75, [0.75, 0.8], 1)).toBe('Bottom');
    expect(sideOfLabel(0.8, [0.75, 0.8], 1)).toBe('Top');
  });
  it('stays above between two close lines, where below would be no better', () => {
    expect(sideOfLabel(0.75, [0.7, 0.75, 0.8], 1)).toBe('Top');
  });
});

it('breaks a line where nothing came for longer than three usual steps, and nowhere else', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();
  const series = (days: number[]) =>
    days.map((n) => ({ at: day(n), value: n, source: 'csv' as const, site: null }));
  expect(brokenAtGaps(series([1, 2, 3, 4, 9, 10]))).toEqual([
    [day(1), 1],
    [day(2), 2],
    [day(3), 3],
    [day(4), 4],
    [new Date(Date.UTC(2026, 0, 6, 12)).toISOString(), null],
    [day(9), 9],
    [day(10), 10],
  ]);
  const whole = series([1, 2, 3, 6]);
  expect(brokenAtGaps(whole)).toHaveLength(whole.length);
  expect(brokenAtGaps([])).toEqual([]);
  expect(brokenAtGaps(series([5]))).toEqual([[day(5), 5]]);
});
