import { describe, expect, it } from 'vitest';
import { after, countSince, durationOf, lengthOf } from './duration.js';

const utc = (text: string) => Date.parse(text);

describe('durationOf', () => {
  it.each([
    ['PT1H', 0, 3_600_000],
    ['P7D', 0, 7 * 86_400_000],
    ['P1W', 0, 7 * 86_400_000],
    ['P1DT12H', 0, 36 * 3_600_000],
    ['PT15M', 0, 900_000],
    ['P1M', 1, 0],
    ['P1Y6M', 18, 0],
  ])('reads %s', (text, months, milliseconds) => {
    expect(durationOf(text)).toEqual({ months, milliseconds });
  });
  it.each(['', 'P', 'PT', 'P0D', '7D', 'P1M1D', 'P-1D', 'P1.5D', 'PT1D', 'p1d', `P${'9'.repeat(30)}D`])(
    'refuses %j',
    (text) => expect(durationOf(text)).toBeNull(),
  );
  it('knows a year to be 365.2425 days on average', () => {
    expect(lengthOf(durationOf('P1Y')!) / 86_400_000).toBeCloseTo(365.2425, 9);
  });
});

describe('countSince and after', () => {
  it('are each other’s inverse on a grid, and round down between', () => {
    const start = utc('2024-01-31T06:00:00Z');
    for (const text of ['PT1H', 'P1D', 'P1W']) {
      const duration = durationOf(text)!;
      for (let count = 0; count < 500; count += 7) {
        const then = after(start, count, duration);
        expect(countSince(start, then, duration)).toBe(count);
        expect(countSince(start, then + duration.milliseconds - 1, duration)).toBe(count);
      }
    }
  });
  it('counts calendar months', () => {
    const start = utc('2024-01-15T00:00:00Z');
    const month = durationOf('P1M')!;
    expect(countSince(start, utc('2024-03-14T23:59:59Z'), month)).toBe(1);
    expect(countSince(start, utc('2024-03-15T00:00:00Z'), month)).toBe(2);
    expect(after(start, 13, month)).toBe(utc('2025-02-15T00:00:00Z'));
    expect(countSince(start, utc('2026-01-15T00:00:00Z'), durationOf('P1Y')!)).toBe(2);
  });
});
