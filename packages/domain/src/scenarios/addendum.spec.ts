import { expect, it } from 'vitest';
import { changesOf, leavesTime } from './addendum.js';

const recall = { id: 'c1', metric: 'recall', direction: 'at_least' as const, threshold: 0.8, must: true };
const waiting = {
  id: 'c2',
  metric: 'wall_seconds_per_1k',
  direction: 'at_most' as const,
  threshold: 5,
  must: false,
};
const need = { criteria: [recall, waiting], budget: 600_000, decisionDate: null, deadline: '2026-12-31' };

it('records only what differs, criteria one by one, as it was and as it is', () => {
  expect(changesOf(need, {})).toEqual([]);
  expect(changesOf(need, { ...need })).toEqual([]);
  const lower = { ...recall, threshold: 0.74 };
  const right = { id: 'c3', metric: 'accuracy', direction: 'at_least' as const, threshold: 0.9, must: true };
  expect(changesOf(need, { criteria: [right, lower], budget: null, deadline: '2027-01-31' })).toEqual([
    { field: 'criterion', before: recall, after: lower },
    { field: 'criterion', before: waiting, after: null },
    { field: 'criterion', before: null, after: right },
    { field: 'budget', before: 600_000, after: null },
    { field: 'deadline', before: '2026-12-31', after: '2027-01-31' },
  ]);
});

it('takes a criterion whose members come in another order for the same', () => {
  const turned = { must: true, threshold: 0.8, metric: 'recall', id: 'c1', direction: 'at_least' as const };
  expect(changesOf(need, { criteria: [turned, { ...waiting, unit: undefined }] })).toEqual([]);
  const slice = { column: 'season', value: 'winter' };
  expect(changesOf(need, { criteria: [{ ...turned, slice }, waiting] })).toHaveLength(1);
});

it.each([
  ['moved out', '2026-12-31', '2027-02-28', true],
  ['as it was', '2026-12-31', '2026-12-31', true],
  ['taken away', '2026-12-31', null, true],
  ['forward, with two weeks left', '2026-12-31', '2026-12-15', true],
  ['forward, with a day less', '2026-12-31', '2026-12-14', false],
  ['set where there was none, too near', null, '2026-12-05', false],
  ['set where there was none', null, '2026-12-15', true],
  ['out, and yet behind us', '2026-11-01', '2026-11-30', false],
] as const)('a deadline %s', (_, before, after, holds) =>
  expect(leavesTime(before, after, '2026-12-01')).toBe(holds),
);
