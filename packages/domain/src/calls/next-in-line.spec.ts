import { expect, it } from 'vitest';
import { nextOf } from './next-in-line.js';

const line = (number: number, tier: number | null, total: number | null = 50) => ({ number, tier, total });
const numbers = (sheet: Parameters<typeof nextOf>[0], gone: number[]) =>
  nextOf(sheet, gone).map(({ number }) => number);

it('is of the first tier that is left, in whatever order the sheet is', () => {
  const sheet = [line(4, 3), line(1, 1), line(2, 2), line(3, 2)];
  expect(numbers(sheet, [1])).toEqual([2, 3]);
  expect(numbers([...sheet].reverse(), [1]).sort()).toEqual([2, 3]);
  expect(numbers(sheet, [1, 2])).toEqual([3]);
  expect(numbers(sheet, [1, 2, 3])).toEqual([4]);
  expect(numbers(sheet, [1, 2, 3, 4])).toEqual([]);
});

it('is of the winner’s own tier while somebody there could not be told apart from it', () => {
  expect(numbers([line(1, 1), line(2, 1), line(3, 2)], [1])).toEqual([2]);
});

it('is nobody who was excluded', () => {
  expect(numbers([line(1, 1), line(2, null, null), line(3, 2)], [1])).toEqual([3]);
});
