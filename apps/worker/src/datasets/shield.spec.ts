import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { outsideProfile } from './shield.js';

const profiled = (name: string, over = {}) => ({
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
  top: [
    { value: 'usual', count: 90 },
    { value: 'SENTINEL', count: 9 },
  ],
  personal: {},
  ...over,
});
const entry = (name: string, rest: Partial<ColumnEntry>): ColumnEntry => ({
  name,
  type: 'string',
  role: 'feature',
  knownAt: 'always',
  sensitivity: 'none',
  ...rest,
});
const seen = (
  columns: ReturnType<typeof profiled>[],
  declared: ColumnEntry[],
  counts: 'all_rows' | 'open_rows' = 'open_rows',
) =>
  outsideProfile(
    { rows: 100, duplicates: 0, files: 0, timeCoverage: { from: 'SENTINEL', to: 'SENTINEL' }, columns },
    declared,
    counts,
  );

describe('outsideProfile', () => {
  it.each([
    ['left out', entry('x', { role: 'ignored' })],
    ['never known', entry('x', { knownAt: 'never' })],
    ['personal', entry('x', { sensitivity: 'personal' })],
    ['a picture', entry('x', { type: 'image' })],
    ['undeclared', entry('y', {})],
  ])('keeps only counts of a column that is %s', (_, declared) => {
    const [column] = seen([profiled('x')], [declared]).columns;
    expect(JSON.stringify(column)).not.toContain('usual');
    expect(column).toMatchObject({
      count: 100,
      nulls: 1,
      distinct: 2,
      quantiles: [],
      histogram: [],
      mean: null,
    });
  });

  it('clips what is told: no extreme, no rare value', () => {
    const shown = seen([profiled('f')], [entry('f', {})]);
    expect(JSON.stringify(shown)).not.toContain('SENTINEL');
    expect(shown.columns[0]?.top).toEqual([{ value: 'usual', count: 90 }]);
  });

  it('coarsens a target while hidden rows are counted, and tells it like any column of open rows', () => {
    const target = [entry('t', { role: 'target', knownAt: 'never' })];
    expect(seen([profiled('t')], target, 'all_rows').columns[0]).toMatchObject({
      min: null,
      quantiles: [],
      mean: 1.2,
      histogram: [{ from: 1.2, to: 5.7, count: 100 }],
    });
    expect(seen([profiled('t')], target).columns[0]).toMatchObject({
      mean: 1.2345,
      quantiles: [{ p: 0.5, value: 41.73 }],
    });
  });

  it('covers the time between the clipped ends of columns that are told', () => {
    const quantiles = [
      { p: 0.01, value: 86_400 },
      { p: 0.99, value: 864_000 },
    ];
    const times = ['when', 'secret'].map((name) => profiled(name, { type: 'timestamp', quantiles, top: [] }));
    const declared = [
      entry('when', { type: 'timestamp' }),
      entry('secret', { type: 'timestamp', sensitivity: 'internal' }),
    ];
    expect(seen(times, declared).timeCoverage).toEqual({
      from: '1970-01-02T00:00:00Z',
      to: '1970-01-11T00:00:00Z',
    });
    expect(seen([times[1]!], declared).timeCoverage).toBeNull();
  });
});

it('tells nobody outside which rows break a rule', () => {
  const whole = {
    rows: 100,
    duplicates: 0,
    files: 0,
    timeCoverage: null,
    columns: [profiled('a')],
    violations: [{ column: 'a', rule: 'range' as const, cells: 1, rows: [77] }],
  };
  for (const counts of ['all_rows', 'open_rows'] as const)
    expect(JSON.stringify(outsideProfile(whole, [entry('a', {})], counts))).not.toMatch(/violations|77/);
});

it('draws no place of fewer than ten rows, nothing beyond the percentiles, and nothing of columns that are not told', () => {
  const extent = {
    longitude: 'lon',
    latitude: 'lat',
    west: 104,
    east: 105,
    south: 30,
    north: 31,
    side: 32,
    cells: [
      [0, 0, 12],
      [31, 31, 9],
    ] as [number, number, number][],
    box: { west: 73.5, south: 3.9, east: 135.1, north: 53.6 },
  };
  const draw = (lon: Partial<ColumnEntry>, counts: 'all_rows' | 'open_rows' = 'all_rows') =>
    outsideProfile(
      { rows: 100, duplicates: 0, files: 0, timeCoverage: null, columns: [], extent },
      [entry('lon', lon), entry('lat', {})],
      counts,
    ).extent;
  const { box: _, ...clipped } = extent;
  expect(draw({})).toEqual({ ...clipped, cells: [[0, 0, 12]] });
  for (const hidden of [{ sensitivity: 'personal' }, { role: 'ignored' }, { role: 'target' }] as const)
    expect(draw(hidden)).toBeUndefined();
});
