import type { Direction } from '../scenarios/criterion.js';
import type { LabValue } from './lab-to-field.js';

/**
 * How the field is watched: `referenceDays` days with values say how much a day scatters; what is worse than the
 * certified bound by less than `allowance` scatters adds nothing; the sum raises an alarm above `limit`; one day adds
 * `most` at the highest, so that a meter's single fault never raises it alone. Measured by `npm run bench -- field`.
 */
export const driftRule = { referenceDays: 14, allowance: 0.5, limit: 8, most: 3 } as const;

export interface FieldDay {
  /** Days since 1970-01-01. */
  day: number;
  value: number;
}

export interface DriftWatch {
  /** The worse end of the lab's interval: a field no worse than this is as certified. */
  bound: number;
  /** Scatter of a day, in the metric's unit. */
  scale: number;
  /** The sum after each day; it stays where it is above `limit` until the watch begins anew. */
  days: (FieldDay & { sum: number })[];
  /** The day the sum first passed the limit. */
  alarm: number | null;
}

/**
 * One-sided cumulative sum over daily figures (E. S. Page, Continuous inspection schemes, Biometrika 41, 1954), days that
 * worsen by more than `most` taken as `most` (winsorised, after Hawkins & Olwell, Cumulative Sum Charts, 1998). For
 * independent normal days lying exactly at the bound the mean time to a false alarm is near 19,000 days (Siegmund's
 * approximation, Sequential Analysis, 1985), and a shift by two scatters is met in about six.
 *
 * Null with fewer days than `referenceDays`: nothing can be said yet. `days` in order of time; a day without values is no
 * day. The scale is the reference days' standard deviation, never below the lab's own standard error.
 */
export function watchDrift(
  direction: Direction,
  lab: LabValue,
  days: readonly FieldDay[],
): DriftWatch | null {
  const { referenceDays, allowance, limit, most } = driftRule;
  if (days.length < referenceDays) return null;
  const { lower, upper } = lab.interval ?? { lower: lab.value, upper: lab.value };
  const bound = direction === 'at_most' ? upper : lower;
  const labError = (upper - lower) / (2 * 1.96);
  // A field that never moves in a lab without an interval still has a scale: a millionth of what it measures.
  const floor = Math.max(labError, Math.abs(bound) * 1e-6, Number.MIN_VALUE);
  const scale = Math.max(floor, deviation(days.slice(0, referenceDays).map(({ value }) => value)));
  const sign = direction === 'at_most' ? 1 : -1;
  let sum = 0;
  let alarm: number | null = null;
  const watched = days.map(({ day, value }, index) => {
    const worse = Math.min(most, (sign * (value - bound)) / scale);
    sum = alarm === null ? Math.max(0, sum + worse - allowance) : Math.max(sum, limit);
    if (alarm === null && sum > limit && index + 1 >= referenceDays) alarm = day;
    return { day, value, sum };
  });
  return { bound, scale, days: watched, alarm };
}

function deviation(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
