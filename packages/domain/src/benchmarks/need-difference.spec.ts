import { describe, expect, it } from 'vitest';
import type { Criterion } from '../scenarios/criterion.js';
import { differencesOf, examAgrees } from './need-difference.js';

const mae: Criterion = {
  id: 'mae',
  metric: 'mae',
  direction: 'at_most',
  threshold: 12,
  unit: 'cm',
  must: true,
};
const recall: Criterion = {
  id: 'recall',
  metric: 'recall',
  direction: 'at_least',
  threshold: 0.8,
  must: true,
};
const need = [mae, recall];
const kinds = (exam: Criterion[]) =>
  differencesOf(need, exam).map(({ kind, criterion, parts }) => [kind, criterion, ...parts].join(' '));

describe('an exam against its need', () => {
  it('differs by what is dropped, added or changed in what decides', () => {
    expect(kinds([mae, recall])).toEqual([]);
    expect(kinds([recall, { ...mae, weight: 30, margin: 2 }])).toEqual([]);
    expect(kinds([mae])).toEqual(['dropped recall']);
    expect(kinds([mae, recall, { ...mae, id: 'rmse', metric: 'rmse' }])).toEqual(['added rmse']);
    expect(
      kinds([
        { ...mae, threshold: 15 },
        { ...recall, must: false },
      ]),
    ).toEqual(['changed mae threshold', 'changed recall must']);
    expect(kinds([{ ...mae, metric: 'rmse', direction: 'at_least' }, recall])).toEqual([
      'changed mae metric direction',
    ]);
    expect(kinds([{ ...mae, slice: { column: 'season', value: 'winter' } }, recall])).toEqual([
      'changed mae slice',
    ]);
  });
  it('is agreed to as it was shown, and not as it became', () => {
    const exam = [{ ...mae, threshold: 15 }, recall];
    const agreed = { differences: differencesOf(need, exam), reason: 'x' };
    expect(examAgrees(need, need, null)).toBe(true);
    expect(examAgrees(need, exam, null)).toBe(false);
    expect(examAgrees(need, exam, agreed)).toBe(true);
    expect(examAgrees(need, [{ ...mae, threshold: 16 }, recall], agreed)).toBe(false);
    expect(examAgrees([{ ...mae, threshold: 11 }, recall], exam, agreed)).toBe(false);
    // Through the database and back its keys come in another order.
    const back = JSON.parse(
      JSON.stringify(agreed).replace('"id":"mae",', '').replace('"must":true', '"must":true,"id":"mae"'),
    );
    expect(examAgrees(need, exam, { ...agreed, differences: back.differences })).toBe(true);
  });
});
