const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Minutes east of UTC at an instant, in ms since 1970 UTC. */
export type OffsetAt = (instant: number) => number;

/**
 * Offsets of a time zone by its IANA name, rounded to minutes.
 * @throws RangeError for a name nobody knows
 */
export function offsetsOf(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const asked = (instant: number) => {
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(instant)) parts[type] = value;
    const part = (name: string) => Number(parts[name]);
    const year = parts.era === 'BC' || parts.era === 'B' ? 1 - part('year') : part('year');
    const wall = Date.UTC(2000, part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    const shifted = new Date(wall).setUTCFullYear(year, part('month') - 1, part('day'));
    return Math.round((shifted - instant) / MINUTE);
  };
  // Offsets change at whole hours or halves at most: days without a change are asked once, others hour by hour.
  const days = new Map<number, number | null>();
  const halves = new Map<number, number>();
  return (instant) => {
    const day = Math.floor(instant / DAY);
    let known = days.get(day);
    if (known === undefined) {
      const [first, last] = [asked(day * DAY), asked((day + 1) * DAY)];
      known = first === last ? first : null;
      days.set(day, known);
    }
    if (known !== null) return known;
    const half = Math.floor((instant / HOUR) * 2);
    const found = halves.get(half) ?? asked((half * HOUR) / 2);
    halves.set(half, found);
    return found;
  };
}

/** The offset of a wall clock's reading, given as ms as if it were UTC; the earlier of two where clocks go back. */
export function offsetOfWall(wall: number, offsetAt: OffsetAt): number {
  const first = offsetAt(wall - offsetAt(wall) * MINUTE);
  const before = offsetAt(wall - DAY);
  return offsetAt(wall - before * MINUTE) === before ? before : first;
}
