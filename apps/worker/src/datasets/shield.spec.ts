import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { withoutHiddenValues } from './shield.js';

const profiled = (name: string) => ({
  name,
  type: 'string',
  count: 100,
  nulls: 1,
  distinct: 2,
  min: 'a',
  max: 'SENTINEL',
  mean: 1.2345,
  deviation: 0.5432,
  quantiles: [{ p: 0.5, value: 41.73 }],
  histogram: [{ from: 1.234, to: 5.678, count: 100 }],
  top: [{ value: 'SENTINEL', count: 90 }],
  personal: {},
});
const entry = (name: string, rest: Partial<ColumnEntry>): ColumnEntry => ({
  name,
  type: 'string',
  role: 'feature',
  knownAt: 'always',
  sensitivity: 'none',
  ...rest,
});

describe('withoutHiddenValues', () => {
  it.each([
    ['left out', entry('x', { role: 'ignored' })],
    ['never known', entry('x', { knownAt: 'never' })],
    ['personal', entry('x', { sensitivity: 'personal' })],
    ['undeclared', entry('y', {})],
  ])('keeps only counts of a column that is %s', (_, declared) => {
    const [column] = withoutHiddenValues([profiled('x')], [declared]);
    expect(JSON.stringify(column)).not.toContain('SENTINEL');
    expect(column).toMatchObject({
      count: 100,
      nulls: 1,
      distinct: 2,
      quantiles: [],
      histogram: [],
      mean: null,
    });
  });

  it('coarsens a target and leaves a feature alone', () => {
    const declared = [entry('t', { role: 'target', knownAt: 'never' }), entry('f', {})];
    const [target, feature] = withoutHiddenValues([profiled('t'), profiled('f')], declared);
    expect(target).toMatchObject({
      min: null,
      quantiles: [],
      mean: 1.2,
      histogram: [{ from: 1.2, to: 5.7, count: 100 }],
    });
    expect(feature).toEqual(profiled('f'));
  });
});
