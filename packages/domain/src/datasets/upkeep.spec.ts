import { expect, it } from 'vitest';
import { isLate, mostFailedFetches, nextFetch } from './upkeep.js';

const now = new Date('2026-06-01T00:00:00Z');
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

it('is fetched at its pace, after failures sooner and ever later, and in the end not by itself', () => {
  expect(nextFetch('week', 0, now)).toEqual(after(168));
  expect([1, 2, 3].map((failures) => nextFetch('week', failures, now))).toEqual([
    after(1),
    after(2),
    after(4),
  ]);
  expect(nextFetch('day', 7, now)).toEqual(after(24));
  expect(nextFetch('day', mostFailedFetches, now)).toBeNull();
});

it('is late a fifth of its pace after it was expected', () => {
  expect(isLate('week', after(-8.4 * 24), now)).toBe(false);
  expect(isLate('week', after(-8.5 * 24), now)).toBe(true);
});
