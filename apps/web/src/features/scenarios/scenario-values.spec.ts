import { Criterion } from '@scenario-lab/contracts/metrics';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { describe, expect, it } from 'vitest';
import { draftScenario, scenario } from '../../testing/cards.js';
import { bodyOf, criterionOf, freeCriterionId, unfinishedOf, valuesOf } from './scenario-values.js';

describe('the wizard’s fields', () => {
  it('give back what was read, as the row takes it', () => {
    for (const one of [scenario, draftScenario]) {
      const saved = SaveScenario.parse(bodyOf(valuesOf(one)));
      expect(saved).toMatchObject({
        title: one.title,
        criteria: one.criteria,
        problem: one.problem,
        datasetIds: one.datasets.map(({ id }) => id),
        site: one.site,
        contact: one.contact,
        budget: one.budget,
      });
    }
  });
  it('keep a line that is still being written out of what is saved', () => {
    expect(criterionOf({ id: 'c1', metric: 'mae', direction: 'at_most', threshold: null })).toBeNull();
    expect(criterionOf({ id: 'c1', metric: null, direction: 'at_most', threshold: 3 })).toBeNull();
    expect(
      criterionOf({ id: 'c1', metric: 'mae', direction: 'at_most', threshold: 3, must: 'nice' }),
    ).toEqual({
      id: 'c1',
      metric: 'mae',
      direction: 'at_most',
      threshold: 3,
      must: false,
    });
  });
  it('give a limit on resources neither unit nor slice nor another direction, whatever the line held', () => {
    const line = { id: 'c1', direction: 'at_least' as const, threshold: 512, unit: 'GB' };
    const sliced = { ...line, sliceColumn: 'season', sliceValue: 'winter' };
    const limit = {
      id: 'c1',
      metric: 'peak_memory_mib',
      direction: 'at_most',
      threshold: 512,
      must: true,
    };
    expect(criterionOf({ ...sliced, metric: 'peak_memory_mib' })).toEqual(limit);
    expect(Criterion.parse(limit)).toEqual(limit);
    const misfits = [
      [{ direction: 'at_least' }, 'threshold', 'resource_is_a_limit'],
      [{ threshold: 0 }, 'threshold', 'resource_is_a_limit'],
      [{ unit: 'GB' }, 'unit', 'resource_has_its_unit'],
      [{ slice: { column: 'season', value: 'winter' } }, 'slice', 'resource_has_no_slice'],
    ] as const;
    for (const [misfit, place, code] of misfits) {
      const issues = Criterion.safeParse({ ...limit, ...misfit }).error?.issues;
      expect(issues?.map(({ path, message }) => [path.join('.'), message])).toEqual([[place, code]]);
    }
  });
  it('know what cannot be saved yet, so that it is kept elsewhere', () => {
    const whole = valuesOf(scenario);
    const half = { id: 'c9', metric: 'recall', direction: 'at_least' as const };
    expect(unfinishedOf(whole)).toEqual([]);
    expect(unfinishedOf({ ...whole, criteria: [half], contact: { name: ' ', phone: '028' } })).toEqual([
      'criteria',
      'contact',
    ]);
    expect(
      unfinishedOf({ ...whole, criteria: [{ ...half, threshold: 0.8, sliceColumn: 'season' }] }),
    ).toEqual(['slice']);
    // What is left of another metric's slice is not asked for where a limit on resources takes none.
    const limit = { ...half, metric: 'peak_memory_mib', threshold: 512, sliceColumn: 'season' };
    expect(unfinishedOf({ ...whole, criteria: [limit] })).toEqual([]);
  });
  it('never give two criteria the same name', () => {
    expect(freeCriterionId([{ id: 'c2' }])).toBe('c3');
    expect(freeCriterionId([{ id: 'c1' }, { id: 'c3' }])).toBe('c4');
  });
});
