/** An ISO 8601 duration of either whole months or a fixed length; the other part is 0. */
export interface Duration {
  months: number;
  milliseconds: number;
}

const form =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** Reads `PT1H`, `P7D`, `P1W`, `P1M`, `P1Y`; null where it is no such duration, is empty, or mixes months with days. */
export function durationOf(text: string): Duration | null {
  const match = form.exec(text);
  if (!match) return null;
  const part = (group: number): number => Number(match[group] ?? 0);
  const months = part(1) * 12 + part(2);
  const milliseconds =
    part(3) * 7 * DAY + part(4) * DAY + part(5) * 3_600 * SECOND + part(6) * 60 * SECOND + part(7) * SECOND;
  if (!Number.isSafeInteger(months + milliseconds)) return null;
  return months > 0 === milliseconds > 0 ? null : { months, milliseconds };
}

// Mean Gregorian month: 400 years have 146,097 days.
const MONTH = (146_097 / 4_800) * DAY;

/** About how long it is, in milliseconds; months by their mean length. */
export const lengthOf = (duration: Duration): number => duration.months * MONTH + duration.milliseconds;

/** Whole durations from `start` to `instant` (both ms since 1970 UTC), rounded down; calendar months in UTC. */
export function countSince(start: number, instant: number, duration: Duration): number {
  if (duration.months === 0) return Math.floor((instant - start) / duration.milliseconds);
  const [from, to] = [new Date(start), new Date(instant)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const rest = withinMonth(to) - withinMonth(from);
  return Math.floor((rest < 0 ? months - 1 : months) / duration.months);
}

const withinMonth = (date: Date): number =>
  date.getTime() - Date.UTC(date.getUTCFullYear(), date.getUTCMonth());

/** The instant `count` durations after `start`; the day of a calendar month must exist in each. */
export function after(start: number, count: number, duration: Duration): number {
  if (duration.months === 0) return start + count * duration.milliseconds;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count * duration.months) + withinMonth(date);
}
