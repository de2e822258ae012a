import { expect, it } from 'vitest';
import { shownUnit } from './shown-unit.js';

it('writes units as readers do', () => {
  expect(['1', '', undefined, 'm3/h', 'kg/m3', 'mm/s', 'µg/m³', 'm2', '°C', '1/h'].map(shownUnit)).toEqual([
    '',
    '',
    '',
    'm³/h',
    'kg/m³',
    'mm/s',
    'µg/m³',
    'm²',
    '°C',
    '1/h',
  ]);
});
