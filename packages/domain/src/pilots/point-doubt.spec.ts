import { describe, expect, it } from 'vitest';
import { clockAheadOf, doubtOf } from './point-doubt.js';

const now = Date.UTC(2026, 5, 1, 8);
const known = { plausible: { least: 0, most: 400 }, device: 'East', now };
const point = { at: now - 60_000, value: 12, site: undefined };

describe('a point is kept apart', () => {
  it('beyond what the plan holds for possible, the bounds themselves not', () => {
    expect(doubtOf({ ...point, value: -0.1 }, known)).toEqual({ reason: 'out_of_range', detail: '0' });
    expect(doubtOf({ ...point, value: 400.5 }, known)).toEqual({ reason: 'out_of_range', detail: '400' });
    for (const value of [0, 400]) expect(doubtOf({ ...point, value }, known)).toBeNull();
    const open = { ...known, plausible: { least: null, most: 10 } };
    expect(doubtOf({ ...point, value: -1e9 }, open)).toBeNull();
    expect(doubtOf({ ...point, value: 1e9 }, { ...known, plausible: null })).toBeNull();
  });
  it('from a device ahead of our clock by more than a quarter of an hour, not from a person', () => {
    const late = { ...point, at: now + 8 * 3_600_000 };
    expect(doubtOf(late, known)).toEqual({ reason: 'clock_ahead', detail: '28800' });
    expect(doubtOf({ ...point, at: now + 15 * 60_000 }, known)).toBeNull();
    expect(doubtOf(late, { ...known, device: null })).toBeNull();
  });
  it('of another site than the token is for', () => {
    expect(doubtOf({ ...point, site: 'West' }, known)).toEqual({ reason: 'other_site', detail: 'West' });
    expect(doubtOf({ ...point, site: 'East' }, known)).toBeNull();
    expect(doubtOf({ ...point, site: 'West' }, { ...known, device: null })).toBeNull();
  });
});

it('tells by how much a clock is ahead, from a minute on', () => {
  expect(clockAheadOf(now + 61_000, now)).toBe(61);
  expect(clockAheadOf(now + 60_000, now)).toBeNull();
  expect(clockAheadOf(now - 3_600_000, now)).toBeNull();
  expect(clockAheadOf(Date.UTC(9999, 0, 1), now)).toBe(2_147_483_647);
});
