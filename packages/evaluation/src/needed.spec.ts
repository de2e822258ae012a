import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { describe, expect, it } from 'vitest';
import { enoughFor } from './needed.js';
import { scoreRun } from './score.js';
import { machinePlan } from './testing/data.js';
import type { Truth } from './types.js';

function truthOf(positives: number, negatives: number, units: number | null): Truth {
  const n = positives + negatives;
  return {
    ids: Array.from({ length: n }, (_, at) => `r${at}`),
    cases: Array.from({ length: n }, () => '0000'),
    rows: new Int32Array(n),
    labels: Array.from({ length: n }, (_, at) => (at < positives ? 'faulty' : 'sound')),
    values: null,
    units: units === null ? null : Int32Array.from({ length: n }, (_, at) => at % units),
    slices: { district: Array.from({ length: n }, (_, at) => (at % 3 === 0 ? 'north' : 'south')) },
    horizon: null,
    naive: null,
    seasonalNaive: null,
    scale: null,
  };
}
const planOf = (metric: string, threshold: number, kind: 'row' | 'group', more: object = {}): Plan =>
  machinePlan({
    metrics: [metric],
    criteria: [{ id: 'c', metric, direction: 'at_least', threshold, must: true, ...more }],
    resamplingUnit: kind === 'row' ? { kind } : { kind, column: 'machine' },
    powerAnswer: 'What can pass at all is asked here.',
  });

/** The verdict on a program that makes no mistake. */
function flawless(plan: Plan, truth: Truth): string {
  const codes = Int32Array.from(truth.labels!, (label) => (label === 'faulty' ? 1 : 0));
  const predictions = { codes, values: null, scores: Float64Array.from(codes) };
  const request = {
    plan,
    classes: ['sound', 'faulty'],
    truth,
    predictions,
    looks: plan.looks,
    baseline: [],
    measured: null,
  };
  return scoreRun(request).criteria[0]!.verdict;
}

describe('the smallest number of rows', () => {
  it('is not asked of a limit on resources', () => {
    const memory = {
      id: 'm',
      metric: 'peak_memory_mib',
      direction: 'at_most' as const,
      threshold: 1,
      must: true,
    };
    const plan = { ...planOf('accuracy', 0.5, 'row'), criteria: [memory] };
    expect(enoughFor(plan, truthOf(10, 10, null))).toEqual({ needed: [], problems: [], warnings: [] });
  });

  it.each([
    ['accuracy', 0.9],
    ['accuracy', 0.97],
    ['recall', 0.8],
    ['precision', 0.95],
  ])('lets a flawless program pass %s ≥ %d, and one row fewer does not', (metric, threshold) => {
    const plan = planOf(metric, threshold, 'row');
    const units = enoughFor(plan, truthOf(10, 10, null)).needed[0]!.units!;
    const of = (n: number) => (metric === 'accuracy' ? truthOf(n - 5, 5, null) : truthOf(n, 60, null));
    expect(enoughFor(plan, of(units))).toMatchObject({ problems: [], needed: [{ units, have: units }] });
    expect(flawless(plan, of(units))).toBe('pass');
    expect(enoughFor(plan, of(units - 1)).problems).toMatchObject([
      { code: 'criterion_needs_more_rows', place: 'c' },
    ]);
    expect(flawless(plan, of(units - 1))).toBe('inconclusive');
  });

  it('is large enough for a program as good as hoped for, or the department says why not', () => {
    const { powerAnswer: _, ...plan } = planOf('accuracy', 0.9, 'row');
    const few = enoughFor(plan, truthOf(21, 20, null));
    expect(few.needed).toMatchObject([{ units: 39, have: 41, unitsForPower: 252 }]);
    expect(few.needed[0]!.power).toBeCloseTo(0.122, 3);
    const said = {
      code: 'criterion_underpowered',
      place: 'c',
      detail: '12 % with 41 rows, 252 are enough for 80 %',
    };
    expect(few).toMatchObject({ problems: [said], warnings: [] });
    expect(enoughFor(plan, truthOf(126, 126, null))).toMatchObject({ problems: [], warnings: [] });
    const answered = enoughFor({ ...plan, powerAnswer: 'No more cases are on file.' }, truthOf(21, 20, null));
    expect(answered).toMatchObject({ problems: [], warnings: [said] });
    const wider = planOf('accuracy', 0.9, 'row', { margin: 0.08 });
    expect(enoughFor(wider, truthOf(60, 60, null)).warnings).toEqual([]);
  });

  it('counts within the slice', () => {
    const plan = planOf('accuracy', 0.9, 'row', { slice: { column: 'district', value: 'north' } });
    expect(enoughFor(plan, truthOf(150, 150, null)).needed).toMatchObject([{ have: 100 }]);
  });

  it('is 20 units where groups or blocks are drawn, and fewer stand in the way of a must', () => {
    const plan = planOf('roc_auc', 0.8, 'group');
    expect(enoughFor(plan, truthOf(100, 100, 20))).toMatchObject({
      needed: [{ units: 20, have: 20 }],
      warnings: [],
    });
    const few = { code: 'too_few_units', place: 'c', detail: '20 needed, 19 there' };
    expect(enoughFor(plan, truthOf(100, 100, 19))).toMatchObject({ problems: [few], warnings: [] });
    const wish = planOf('roc_auc', 0.8, 'group', { must: false });
    expect(enoughFor(wish, truthOf(100, 100, 19))).toMatchObject({ problems: [], warnings: [few] });
    expect(flawless(plan, truthOf(100, 100, 19))).toBe('inconclusive');
  });

  it('does not exist beyond the range of a metric', () => {
    expect(enoughFor(planOf('roc_auc', 1.5, 'group'), truthOf(100, 100, 30)).needed).toMatchObject([
      { units: null },
    ]);
    expect(enoughFor(planOf('mcc', -1, 'group'), truthOf(100, 100, 30)).problems).toEqual([]);
  });
});
