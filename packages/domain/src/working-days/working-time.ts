import { holidays, makeUpDays } from './china.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours of a working day, by the lab's clock. Eight of them. */
export const workingHours: readonly (readonly [from: number, until: number])[] = [
  [9, 12],
  [13, 18],
];

/** The lab's own word on days, over what is shipped: `off` are days off, `on` are worked. */
export interface OwnDays {
  off?: readonly string[];
  on?: readonly string[];
}

export interface WorkingTime {
  isWorkday(day: string): boolean;
  /** The instant at which so many working hours have passed. @throws RangeError for no number of hours. */
  after(from: number, hours: number): number;
  /** The last millisecond of the `days`th working day after the one `from` lies in: that day itself does not count. */
  endOfDayAfter(from: number, days: number): number;
  /** Working hours between two instants, the first not later than the second. */
  between(from: number, until: number): number;
}

/**
 * Working time of a lab in `zone` (IANA). Days are the zone's; of the two instants of an hour that comes twice the first
 * counts. Instants in milliseconds since 1970 UTC.
 */
export function workingTime(zone: string, own: OwnDays = {}): WorkingTime {
  const off = new Set([...holidays.flatMap(([from, until]) => daysBetween(from, until)), ...(own.off ?? [])]);
  for (const day of own.on ?? []) off.delete(day);
  for (const day of own.off ?? []) off.add(day);
  const on = new Set([...makeUpDays, ...(own.on ?? [])]);
  for (const day of own.off ?? []) on.delete(day);
  const isWorkday = (day: string) => {
    if (on.has(day)) return true;
    if (off.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday >= 1 && weekday <= 5;
  };
  const wall = wallOf(zone);
  /** Spans of a day as instants; none on a day off. */
  const spansOf = (day: string): [number, number][] => {
    if (!isWorkday(day)) return [];
    const midnight = Date.parse(`${day}T00:00:00Z`);
    return workingHours.map(([from, until]) => [
      instantOf(midnight + from * hourMs, wall),
      instantOf(midnight + until * hourMs, wall),
    ]);
  };
  return {
    isWorkday,
    after(from, hours) {
      if (!Number.isFinite(hours) || hours < 0) throw new RangeError('a number of hours');
      let left = hours * hourMs;
      for (let day = dayOf(from, wall); ; day = nextDay(day)) {
        for (const [begins, ends] of spansOf(day)) {
          const start = Math.max(begins, from);
          if (ends <= start) continue;
          if (left <= ends - start) return start + left;
          left -= ends - start;
        }
      }
    },
    endOfDayAfter(from, days) {
      if (!Number.isInteger(days) || days < 1) throw new RangeError('a number of days');
      let day = dayOf(from, wall);
      for (let left = days; left > 0; ) {
        day = nextDay(day);
        if (isWorkday(day)) left -= 1;
      }
      return instantOf(Date.parse(`${nextDay(day)}T00:00:00Z`), wall) - 1;
    },
    between(from, until) {
      let sum = 0;
      for (let day = dayOf(from, wall); Date.parse(`${day}T00:00:00Z`) <= until + dayMs; day = nextDay(day)) {
        for (const [begins, ends] of spansOf(day))
          sum += Math.max(0, Math.min(ends, until) - Math.max(begins, from));
      }
      return sum / hourMs;
    },
  };
}

/**
 * The day that is the `count`th working day after `day` (`YYYY-MM-DD`), which is not counted itself.
 * @throws RangeError for no whole number of days above 0
 */
export function workdayAfter(time: Pick<WorkingTime, 'isWorkday'>, day: string, count: number): string {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('a number of days');
  let at = day;
  for (let left = count; left > 0; ) {
    at = nextDay(at);
    if (time.isWorkday(at)) left -= 1;
  }
  return at;
}

type Wall = (instant: number) => number;

/** The zone's clock at an instant, as if it were UTC. */
function wallOf(zone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (instant) => {
    const at = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
    return (
      Date.parse(`${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}:${at.second}Z`) +
      (((instant % 1_000) + 1_000) % 1_000)
    );
  };
}

/** Looked for twice: the first guess may stand on the other side of a change of the clock. */
function instantOf(clock: number, wall: Wall): number {
  const guess = clock - (wall(clock) - clock);
  return clock - (wall(guess) - guess);
}

const dayOf = (instant: number, wall: Wall) => new Date(wall(instant)).toISOString().slice(0, 10);
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = nextDay(day)) days.push(day);
  return days;
}
