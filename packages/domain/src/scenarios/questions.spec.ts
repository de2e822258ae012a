import { expect, it } from 'vitest';
import { lastDayOfQuestions } from './questions.js';

it('ends as stated, always before the deadline, and some days before it where nothing is stated', () => {
  expect(lastDayOfQuestions('2026-12-10', '2026-12-31')).toBe('2026-12-10');
  expect(lastDayOfQuestions(null, '2027-01-03')).toBe('2026-12-29');
  // The deadline was moved forward past it.
  expect(lastDayOfQuestions('2026-12-31', '2026-12-31')).toBe('2026-12-30');
  expect(lastDayOfQuestions('2027-02-01', '2026-12-31')).toBe('2026-12-30');
  expect(lastDayOfQuestions('2026-12-10', null)).toBe('2026-12-10');
  expect(lastDayOfQuestions(null, null)).toBeNull();
});
