import { expect, it } from 'vitest';
import { knownUntil } from './china.js';
import { missingYears } from './missing-years.js';

it('names this year and, from November on, the next, until a day off of it is said', () => {
  const next = knownUntil + 1;
  expect(missingYears(`${knownUntil}-10-31`, [])).toEqual([]);
  expect(missingYears(`${knownUntil}-11-01`, [])).toEqual([next]);
  expect(missingYears(`${knownUntil}-12-31`, [`${next}-01-01`])).toEqual([]);
  expect(missingYears(`${next}-03-01`, [])).toEqual([next]);
  expect(missingYears(`${next}-11-30`, [`${next}-05-01`])).toEqual([next + 1]);
});
