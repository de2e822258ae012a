import { expect, it } from 'vitest';
import { gapOf, gapSize } from './gap.js';

const figure = (value: number) =>
  new Intl.NumberFormat('zh-CN', { maximumSignificantDigits: 4 }).format(value);

it.each([
  // 0.826968 is shown as 0.827: a gap of −0.01303 would not be the difference of what is read.
  [{ lab: 0.84, field: 0.826968, gap: -0.013032 }, '−0.013'],
  [{ lab: 0.6, field: 0.52417, gap: -0.07583 }, '−0.0758'],
  [{ lab: 12, field: 14, gap: 2 }, '+2'],
  [{ lab: 0.84, field: 0.84, gap: -0.0000001 }, '0.00'],
  [{ lab: null, field: 0.5, gap: null }, '–'],
])('%j: %s', (row, said) => {
  expect(gapOf(row, figure)).toBe(said);
});

it('is as long where it is said in a sentence', () => {
  // 0.9704 in the field beside 0.972 in the lab was “worse by 0.001635”.
  expect(gapSize({ lab: 0.972, field: 0.970365 }, -0.001635, figure)).toBe('0.0016');
});
