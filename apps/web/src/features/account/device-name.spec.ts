import { expect, it } from 'vitest';
import { deviceName } from './device-name.js';

it('names the browser and the system, the particular before the general', () => {
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  const edge = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0 Safari/537.36 Edg/131.0`;
  expect(deviceName(edge)).toBe('Edge · Windows');
  expect(deviceName(`Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/131.0 Mobile Safari/537.36`)).toBe(
    'Chrome · Android',
  );
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari · iOS',
  );
});
it('leaves a program its own name', () => {
  expect(deviceName('scenario-lab/0.1.0')).toBe('scenario-lab/0.1.0');
});
