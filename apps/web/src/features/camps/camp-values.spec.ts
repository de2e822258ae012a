import { afterEach, expect, it } from 'vitest';
import { keepLabTimeZone } from '../../i18n/format.js';
import { campOf, campValuesOf, labInstant, labMinute } from './camp-values.js';

afterEach(() => keepLabTimeZone('Asia/Shanghai'));

it('reads the lab’s clock wherever the reader sits, and back', () => {
  expect(labInstant('2026-12-01T09:30')).toBe('2026-12-01T01:30:00.000Z');
  expect(labMinute('2026-12-01T01:30:00.000Z')).toBe('2026-12-01T09:30');
  // On both sides of a change of clocks.
  keepLabTimeZone('Europe/Berlin');
  expect(labInstant('2026-10-24T12:00')).toBe('2026-10-24T10:00:00.000Z');
  expect(labInstant('2026-10-26T12:00')).toBe('2026-10-26T11:00:00.000Z');
  expect(labInstant('soon')).toBeNull();
});

it('gives new lines keys unlike those that stand, and keeps those', () => {
  const values = campValuesOf();
  const line = { topic: { zh: '一' }, at: '2026-12-01T09:30', until: '2026-12-01T11:30', place: '' };
  const { sessions } = campOf({ ...values, sessions: [line, { ...line, id: 's1' }, line] });
  expect(sessions.map(({ id }) => id)).toEqual(['s2', 's1', 's3']);
});
