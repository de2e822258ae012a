import { afterEach, expect, it, vi } from 'vitest';
import { formatsOf, keepLabTimeZone, labToday } from './format.js';

afterEach(() => {
  vi.unstubAllEnvs();
  keepLabTimeZone('Asia/Shanghai');
});

it('tells days and moments on the lab’s clock, whatever the reader’s machine has', () => {
  const { day, instant } = formatsOf('en');
  for (const tz of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    vi.stubEnv('TZ', tz);
    expect(day('2026-07-01'), tz).toBe('1 Jul 2026');
    // The last second of a certificate's last day.
    expect(day('2026-07-01T23:59:59+08:00'), tz).toBe('1 Jul 2026');
    expect(instant('2026-06-30T16:00:00Z'), tz).toBe('1 Jul 2026, 00:00');
  }
  keepLabTimeZone('Europe/Berlin');
  expect(instant('2026-06-30T16:00:00Z')).toBe('30 Jun 2026, 18:00');
  expect(day('2026-07-01')).toBe('1 Jul 2026');
});

it('begins a day at the lab’s midnight', () => {
  // Half past midnight on 1 July in Chengdu is still 30 June in UTC.
  const at = new Date('2026-06-30T16:30:00Z');
  for (const tz of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    vi.stubEnv('TZ', tz);
    expect(labToday(at), tz).toBe('2026-07-01');
  }
  keepLabTimeZone('Europe/Berlin');
  expect(labToday(at)).toBe('2026-06-30');
});
