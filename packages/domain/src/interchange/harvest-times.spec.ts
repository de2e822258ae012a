import { describe, expect, it } from 'vitest';
import { mostlyVanished, nextHarvest } from './harvest-times.js';

const now = new Date('2026-05-01T00:00:00Z');
const after = (every: 'day' | 'week' | 'month', failures: number) =>
  (nextHarvest(every, failures, now).getTime() - now.getTime()) / 3_600_000;

describe('when a source is read next', () => {
  it('is by its pace while all is well', () => {
    expect([after('day', 0), after('week', 0), after('month', 0)]).toEqual([24, 168, 720]);
  });

  it('is sooner after a failure, ever later, and never later than its pace', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => after('day', failures))).toEqual([1, 2, 4, 8, 16, 24]);
    expect(after('week', 8)).toBe(128);
    expect(after('week', 9)).toBe(168);
  });
});

it('takes the loss of most entries for a fault, of a few for news', () => {
  expect(mostlyVanished(4, 4)).toBe(false);
  expect(mostlyVanished(5, 10)).toBe(false);
  expect(mostlyVanished(6, 11)).toBe(true);
  expect(mostlyVanished(40, 1_000)).toBe(false);
});
