import { createBenchmark } from '@scenario-lab/contracts/benchmarks';
import { describe, expect, it } from 'vitest';
import { issuesOf } from '../../components/row-issues.js';
import { emptyPlan, fieldOfPlan, planBodyOf } from './plan-values.js';

const placesOf = (change: Partial<typeof emptyPlan>) => {
  const body = { ...planBodyOf({ ...emptyPlan, ...change }), scenarioId: null, benchmarkId: null };
  return issuesOf(createBenchmark, body)
    .map(fieldOfPlan)
    .map(({ path, values }) => ({ at: path.join('.'), ...values }));
};

describe('what the schema says of a plan', () => {
  it('stands at the field it is about', () => {
    const at = placesOf({}).map((place) => place.at);
    expect(at).toContain('title');
    expect(at).toContain('datasetVersionId');
    expect(at).toContain('features');
    expect(at.filter((place) => place.startsWith('plan'))).toEqual([]);
  });
  it('speaks of sizes in the unit they are written in', () => {
    const memory = placesOf({ runLimits: { ...emptyPlan.runLimits, memoryBytes: -4 } }).find(
      ({ at }) => at === 'runLimits.memoryBytes',
    );
    expect(memory).toEqual({ at: 'runLimits.memoryBytes', minimum: 64 });
  });
  it('finds the fields that hold a slice and a unit', () => {
    const found = (path: (string | number)[]) => fieldOfPlan({ path, code: 'required' }).path.join('.');
    expect(found(['plan', 'criteria', 1, 'slice', 'value'])).toBe('criteria.1.sliceValue');
    expect(found(['plan', 'resamplingUnit', 'column'])).toBe('unit.column');
  });
});
