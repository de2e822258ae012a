import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownUntil } from './china.js';
import { workingTime } from './working-time.js';

const chengdu = workingTime('Asia/Shanghai');
const at = (clock: string) => Date.parse(`${clock}+08:00`);
const told = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16);

describe('working time', () => {
  it('knows weekends, holidays and the weekends worked for them', () => {
    expect(chengdu.isWorkday('2026-09-30')).toBe(true);
    expect(chengdu.isWorkday('2026-10-01')).toBe(false);
    expect(chengdu.isWorkday('2026-10-07')).toBe(false);
    expect(chengdu.isWorkday('2026-10-10')).toBe(true);
    expect(chengdu.isWorkday('2026-10-11')).toBe(false);
    expect(chengdu.isWorkday(`${knownUntil + 1}-01-02`)).toBe(false);
  });

  it('counts hours of work alone, over lunch, nights, weekends and a week of holidays', () => {
    expect(told(chengdu.after(at('2026-11-30T10:00:00'), 2))).toBe('2026-11-30T12:00');
    expect(told(chengdu.after(at('2026-11-30T10:00:00'), 3))).toBe('2026-11-30T14:00');
    expect(told(chengdu.after(at('2026-11-27T17:00:00'), 8))).toBe('2026-11-30T17:00');
    // The evening before the holiday: the next hour of work is after it, and Saturday the tenth is worked.
    expect(told(chengdu.after(at('2026-09-30T18:00:00'), 1))).toBe('2026-10-08T10:00');
    expect(told(chengdu.after(at('2026-09-30T17:00:00'), 25))).toBe('2026-10-10T18:00');
    expect(told(chengdu.after(at('2026-11-29T03:00:00'), 0))).toBe('2026-11-30T09:00');
  });

  it('counts whole days from the day after, and ends with the last of them', () => {
    const end = (from: string, days: number) => told(chengdu.endOfDayAfter(at(from), days));
    // A Friday evening: seven days of work end on the Tuesday of the week after next.
    expect(end('2026-11-20T23:30:00', 1)).toBe('2026-11-23T23:59');
    expect(end('2026-11-20T00:00:00', 7)).toBe('2026-12-01T23:59');
    expect(end('2026-09-30T12:00:00', 1)).toBe('2026-10-08T23:59');
    expect(end('2026-09-30T12:00:00', 3)).toBe('2026-10-10T23:59');
    for (const wrong of [0, -1, 1.5, Number.NaN])
      expect(() => chengdu.endOfDayAfter(at('2026-11-20T00:00:00'), wrong)).toThrow(RangeError);
  });

  it('takes the lab’s own word on days', () => {
    const own = workingTime('Asia/Shanghai', { off: ['2026-11-30', '2026-10-10'], on: ['2026-10-01'] });
    expect(own.isWorkday('2026-11-30')).toBe(false);
    expect(own.isWorkday('2026-10-10')).toBe(false);
    expect(own.isWorkday('2026-10-01')).toBe(true);
  });

  it('keeps to the clock of a zone that changes it', () => {
    const berlin = workingTime('Europe/Berlin');
    // 29 March 2026 is the Sunday of the change: 17:00 is 16:00Z before and 9:00 is 7:00Z after it.
    expect(new Date(berlin.after(Date.parse('2026-03-27T16:00:00Z'), 2)).toISOString()).toBe(
      '2026-03-30T08:00:00.000Z',
    );
  });

  it('is undone by counting back, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2024-06-01T00:00:00'), max: at('2026-11-30T00:00:00') }),
        fc.integer({ min: 0, max: 200 }),
        (from, hours) => {
          const until = chengdu.after(from, hours);
          expect(until).toBeGreaterThanOrEqual(from);
          expect(chengdu.between(from, until)).toBeCloseTo(hours, 6);
        },
      ),
      { numRuns: 60 },
    );
  });
});
