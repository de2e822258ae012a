import { SaveCall } from '@scenario-lab/contracts/calls';
import { expect, it } from 'vitest';
import { callOf, callValuesOf, fieldOfCall, weightsOf } from './call-values.js';

const needs = [
  { id: 'c1', title: { zh: '误差' }, must: true },
  { id: 'c2', title: { zh: '耗时' }, must: false },
];
const written = {
  ...callValuesOf(needs, null),
  title: { zh: '公开征集' },
  text: { zh: '说明' },
  deadline: '2027-01-15T17:00',
  judged: [
    { title: { zh: '实施方案' }, weight: 30 },
    { title: { zh: '服务' }, weight: 10 },
  ],
  priceWeight: 60,
  panel: [{ name: '王', organisation: '大学', ties: '' }],
};

it('writes what the row takes, and reads it back', () => {
  const body = callOf(written);
  const saved = SaveCall.parse(body);
  expect(saved.criteria.map(({ id, kind, must, weight }) => [id, kind, must, weight])).toEqual([
    ['c1', 'measured', true, 0],
    ['j1', 'judged', false, 30],
    ['j2', 'judged', false, 10],
  ]);
  expect(callOf(callValuesOf(needs, saved))).toEqual(body);
  expect(weightsOf(written)).toBe(100);
});

it('shows what is wrong at the field it came from', () => {
  const at = fieldOfCall(written);
  const issue = (path: (string | number)[]) => at({ path, code: 'x' } as never).path;
  expect(issue(['criteria', 0, 'id'])).toEqual(['measured', 0, 'id']);
  expect(issue(['criteria', 2, 'weight'])).toEqual(['judged', 1, 'weight']);
  expect(issue(['priceWeight'])).toEqual(['priceWeight']);
});
