import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { describe, expect, it } from 'vitest';
import { draftScenario, scenario } from '../../testing/cards.js';
import { bodyOf, criterionOf, freeCriterionId, valuesOf } from './scenario-values.js';

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
  it('never give two criteria the same name', () => {
    expect(freeCriterionId([{ id: 'c2' }])).toBe('c3');
    expect(freeCriterionId([{ id: 'c1' }, { id: 'c3' }])).toBe('c4');
  });
});
