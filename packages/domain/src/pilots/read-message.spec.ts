import { expect, it } from 'vitest';
import { isLate, latenessOf } from './point-doubt.js';
import { readMessage } from './read-message.js';

const now = Date.UTC(2026, 2, 1);
const said = (topic: string, payload: string | Uint8Array) =>
  readMessage(topic, typeof payload === 'string' ? new TextEncoder().encode(payload) : payload, now);

it('reads a number of now, a value with its moment and lists of those', () => {
  const at = '2026-02-01T00:00:00Z';
  expect(said('kpi/mae', ' 0.82 ')).toEqual({
    points: [{ criterion: 'mae', at: '2026-03-01T00:00:00.000Z', value: 0.82 }],
  });
  expect(said('kpi/a/b', JSON.stringify({ at, value: -1e3, site: 'North' }))).toEqual({
    points: [{ criterion: 'a/b', at, value: -1000, site: 'North' }],
  });
  expect(said('kpi/mae', JSON.stringify([{ at, value: 1 }, { value: 2 }]))).toMatchObject({
    points: [{ at, value: 1 }, { value: 2 }],
  });
});

it('says what is no reading, whatever comes', () => {
  for (const topic of ['mae', 'kpi/', 'KPI/mae', `kpi/${'x'.repeat(41)}`, '$SYS/x'])
    expect(said(topic, '1'), topic).toEqual({ fault: 'no_topic' });
  for (const payload of [
    '',
    'NaN',
    'Infinity',
    '1e999',
    '"1"',
    'null',
    '{}',
    '[]',
    '{"value":"1"}',
    '{"value":1,"at":"yesterday"}',
    '{"value":1,"at":1767225600}',
    '[1,2]',
    '['.repeat(100_000),
    `{"__proto__":${'['.repeat(50)}`,
    JSON.stringify(Array(10_001).fill({ value: 1 })),
    new Uint8Array([0xff, 0xfe, 0x31]),
  ])
    expect(said('kpi/mae', payload), String(payload).slice(0, 30)).toEqual({ fault: 'no_reading' });
});

it('notices a clock that is slow push after push, and forgets it with the first that is not', () => {
  let late: { by: number | null; pushes: number } = { by: null, pushes: 0 };
  for (let n = 0; n < 10; n += 1) {
    expect(isLate(late)).toBe(false);
    late = latenessOf(late, now - 600_000 - n * 1_000, now);
  }
  expect(late).toEqual({ by: 600, pushes: 10 });
  expect(isLate(late)).toBe(true);
  expect(latenessOf(late, now - 20_000, now)).toEqual({ by: null, pushes: 0 });
  expect(latenessOf(late, now + 9_000_000, now).by).toBeNull();
});
