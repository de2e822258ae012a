import { expect, it } from 'vitest';
import { type LastValue, siteLight } from './site-light.js';

const hour = 3_600_000;
const now = 1_000 * hour;
const value = (over: Partial<LastValue> = {}): LastValue => ({
  kpiId: 'k1',
  at: now - hour,
  value: 9,
  target: 10,
  direction: 'at_most',
  ...over,
});

it('is what the last values say, silence first', () => {
  expect(siteLight([], now)).toEqual({ light: 'never', lastAt: null, because: [] });
  expect(siteLight([value()], now)).toEqual({ light: 'fine', lastAt: now - hour, because: [] });
  // The target itself is reached, either way.
  expect(siteLight([value({ value: 10 })], now).light).toBe('fine');
  expect(siteLight([value({ value: 10, direction: 'at_least' })], now).light).toBe('fine');
  expect(siteLight([value({ value: 11 }), value({ kpiId: 'k2' })], now)).toMatchObject({
    light: 'off_target',
    because: ['k1'],
  });
  expect(siteLight([value({ direction: 'at_least' })], now).light).toBe('off_target');
  const old = value({ kpiId: 'k2', at: now - 25 * hour });
  expect(siteLight([value({ value: 11 }), old], now)).toEqual({
    light: 'silent',
    lastAt: now - hour,
    because: ['k2'],
  });
  expect(siteLight([value({ at: now - 24 * hour })], now).light).toBe('fine');
});
