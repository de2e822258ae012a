import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  coarseFigure,
  coarseResource,
  sliceRows,
  vendorDefectsOf,
  vendorIdOf,
  vendorInstantOf,
  vendorResourcesOf,
  vendorResultOf,
  vendorRobustnessOf,
  visibleSlices,
} from './edition.js';

const mib = 1024 * 1024;

const resources = (cpuSeconds: number, peakMemoryBytes: number) =>
  vendorResourcesOf({ cpuSeconds, peakMemoryBytes, wallSeconds: 12.5 });

describe('instants', () => {
  it.each([
    ['2026-11-29T12:40:59.999Z', '2026-11-29T12:40:00.000Z'],
    ['2026-11-29T12:40:00.000Z', '2026-11-29T12:40:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:00.000Z'],
  ])('%s is told as %s', (at, told) => {
    expect(vendorInstantOf(at)).toBe(told);
  });

  it('refuse what is none', () => {
    expect(() => vendorInstantOf('yesterday')).toThrow(RangeError);
  });

  it('are taken out of ids that begin with one, which stay apart', () => {
    const [one, other] = ['019ad0f3-1234-7abc-8def-0123456789ab', '019ad0f3-1235-7abd-8def-0123456789ab'];
    const minute = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) % 60_000;
    expect([minute(vendorIdOf(one)), minute(vendorIdOf(other))]).toEqual([0, 0]);
    expect(vendorIdOf(one).slice(13)).toBe(one.slice(13));
    expect(vendorIdOf(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7abc-8def-0123456789ab$/);
    expect(vendorIdOf(one)).not.toBe(vendorIdOf(other));
    const random = '0b5e1d9e-3a53-4f0a-9d53-7a2d5f6c1b11';
    expect(vendorIdOf(random)).toBe(random);
  });
});

describe('resources', () => {
  it.each([
    [12.345, 12],
    [0.012345, 0.012],
    [1999, 2000],
    [0, 0],
  ])('%f CPU seconds are shown as %f', (cpu, shown) => {
    expect(resources(cpu, 1).cpuSeconds).toBe(shown);
  });

  it.each([
    [1, 64],
    [64 * mib, 64],
    [64 * mib + 1, 128],
    [0, 0],
  ])('%i bytes are shown as %i MiB', (bytes, shown) => {
    expect(resources(1, bytes)).toEqual({ cpuSeconds: 1, peakMemoryBytes: shown * mib, wallSeconds: null });
  });
});

describe('a criterion on a resource', () => {
  it('tells memory no finer than the run itself is told, and no wall time', () => {
    expect(coarseResource('peak_memory_mib', 65.2, 300)).toBe(128);
    expect(coarseResource('peak_memory_mib', 64, 300)).toBe(64);
    expect(coarseResource('wall_seconds_per_1k', 3.21, 300)).toBeNull();
    expect(coarseResource('cpu_seconds_per_1k', null, 300)).toBeNull();
    expect(coarseResource('cpu_seconds_per_1k', 1, 0)).toBeNull();
  });

  it('tells CPU per 1,000 rows as a function of the rounded seconds of the run and nothing else', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 3_600, noNaN: true }),
        fc.integer({ min: 20, max: 100_000 }),
        (seconds, rows) => {
          const { cpuSeconds } = resources(seconds, 1);
          const shown = coarseResource('cpu_seconds_per_1k', (seconds * 1_000) / rows, rows)!;
          expect(shown).toBeCloseTo((cpuSeconds * 1_000) / rows, 9);
        },
      ),
    );
  });
});

describe('a figure', () => {
  it('is rounded to half the half-width, the interval outward', () => {
    expect(coarseFigure({ value: 10.237, interval: { lower: 9.1, upper: 11.1 } })).toEqual({
      value: 10,
      interval: { lower: 9, upper: 11.5 },
    });
    expect(coarseFigure({ value: 0.8731, interval: { lower: 0.8531, upper: 0.8931 } })).toEqual({
      value: 0.87,
      interval: { lower: 0.85, upper: 0.9 },
    });
  });

  it('without an interval, or one of no width, has two significant figures', () => {
    expect(coarseFigure({ value: 0.98765, interval: null })).toEqual({ value: 0.99, interval: null });
    expect(coarseFigure({ value: 1, interval: { lower: 1, upper: 1 } })).toEqual({
      value: 1,
      interval: null,
    });
    expect(coarseFigure({ value: null, interval: null })).toEqual({ value: null, interval: null });
  });

  it('robustness moves in steps of five points', () => {
    expect([0.8312, 0.82, 1, 0.024].map(vendorRobustnessOf)).toEqual([0.85, 0.8, 1, 0]);
  });

  const figure = fc
    .tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    )
    .map(([value, down, up]) => ({ value, interval: { lower: value - down, upper: value + up } }));

  it('never moves further than half a step, never shows a narrower interval, and is the same twice', () => {
    fc.assert(
      fc.property(figure, (full) => {
        const shown = coarseFigure(full);
        const halfWidth = (full.interval.upper - full.interval.lower) / 2;
        const slack = 1e-9 * Math.max(1, Math.abs(full.value));
        expect(Math.abs(shown.value! - full.value)).toBeLessThanOrEqual(halfWidth / 2 + slack);
        expect(shown.interval!.lower).toBeLessThanOrEqual(full.interval.lower + slack);
        expect(shown.interval!.upper).toBeGreaterThanOrEqual(full.interval.upper - slack);
      }),
    );
  });

  it('two results closer than the rule allows to tell are often shown alike: few distinct values remain', () => {
    const shown = new Set<number | null>();
    for (let i = 0; i < 1000; i++) {
      const value = 0.8 + i * 1e-5;
      shown.add(coarseFigure({ value, interval: { lower: value - 0.02, upper: value + 0.02 } }).value);
    }
    expect([...shown]).toEqual([0.8, 0.81]);
  });
});

describe('defects', () => {
  it.each([
    [1, '1'],
    [2, '2-9'],
    [9, '2-9'],
    [10, '10-99'],
    [99, '10-99'],
    [100, '100-999'],
    [999, '100-999'],
    [1000, '1000+'],
    [1e9, '1000+'],
  ])('%i falls into %s', (count, bucket) => {
    expect(bucketOf(count)).toBe(bucket);
  });

  it.each([0, -1, 1.5, Number.NaN])('%s is no count', (count) => {
    expect(() => bucketOf(count)).toThrow(RangeError);
  });
});

describe('slices', () => {
  const slice = (column: string, rows: number) => ({ column, rows });

  it('shows one column only, since those of two overlap', () => {
    const slices = [slice('season', 500), slice('season', 500), slice('district', 1000)];
    expect(visibleSlices(slices, 1000)).toEqual(slices.slice(0, 2));
  });

  it('keeps back the smallest when the rest could be worked out from the total', () => {
    const slices = [slice('season', 600), slice('season', 150), slice('season', 200), slice('season', 50)];
    expect(visibleSlices(slices, 1000)).toEqual([slices[0], slices[2]]);
  });

  it('nothing hidden, or only rows, is ever fewer than 100', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 8 }), fc.nat(400), (sizes, others) => {
        const slices = sizes.map((rows) => slice('district', rows));
        const total = sizes.reduce((sum, rows) => sum + rows, others);
        const shown = visibleSlices(slices, total);
        const rest = total - shown.reduce((sum, { rows }) => sum + rows, 0);
        for (const { rows } of shown) expect(rows).toBeGreaterThanOrEqual(sliceRows);
        expect(shown.length === 0 || rest === 0 || rest >= sliceRows).toBe(true);
      }),
    );
  });
});

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: 'bca' as const });
const winter = { column: 'season', value: '冬' };
const summer = { column: 'season', value: '夏' };
const station = { column: 'station', value: '7' };
const row = { metric: 'mae', version: '1', bounds: { lower: 0, upper: 1, alpha: 0.05 / 3 }, units: 30 };

it('the vendor edition as a whole', () => {
  const full = {
    overall: 'fail' as const,
    baseline: [{ metric: 'mae', value: 14 }],
    plots: { residuals: [{ from: 0, to: 1, count: 3 }] },
    digest: 'abc',
    criteria: [
      {
        criterion: { id: 'c1', metric: 'mae' },
        value: 10.237,
        interval: interval(9.1, 11.1),
        bound: 10.9876,
        verdict: 'pass' as const,
      },
      {
        criterion: { id: 'c2', metric: 'mae', slice: station },
        value: 1.2345,
        interval: null,
        bound: 1.3,
        verdict: 'fail' as const,
      },
      {
        criterion: { id: 'c3', metric: 'peak_memory_mib' },
        value: 65.25,
        interval: null,
        bound: null,
        verdict: 'pass' as const,
      },
      {
        criterion: { id: 'c4', metric: 'cpu_seconds_per_1k' },
        value: 1.2345,
        interval: null,
        bound: null,
        verdict: 'fail' as const,
      },
    ],
    figures: [
      { ...row, slice: null, rows: 1000, value: 10.237, interval: interval(9.1, 11.1) },
      { ...row, metric: 'max_error', slice: null, rows: 1000, value: 83.21, interval: null },
      { ...row, slice: winter, rows: 900, value: 12.31, interval: interval(11, 13) },
      { ...row, slice: summer, rows: 100, value: 6.42, interval: interval(4.4, 8.4) },
      { ...row, slice: station, rows: 400, value: 1.2345, interval: null },
    ],
  };
  expect(vendorResultOf(full)).toEqual({
    overall: 'fail',
    baseline: [{ metric: 'mae', value: 14 }],
    plots: null,
    digest: null,
    criteria: [
      { ...full.criteria[0], value: 10, interval: interval(9, 11.5), bound: null },
      { ...full.criteria[1], value: null, interval: null, bound: null },
      { ...full.criteria[2], value: 128 },
      { ...full.criteria[3], value: 1.2 },
    ],
    figures: [
      { ...full.figures[0], value: 10, interval: interval(9, 11.5), bounds: null },
      { ...full.figures[1], value: 83, bounds: null },
      { ...full.figures[2], value: 12.5, interval: interval(11, 13), bounds: null },
      { ...full.figures[3], value: 6, interval: interval(4, 9), bounds: null },
    ],
  });
});

it('a slice stays hidden for every metric once hidden for one', () => {
  const figures = [
    { ...row, slice: null, rows: 1000, value: 1, interval: null },
    { ...row, slice: winter, rows: 980, value: 1, interval: null },
    { ...row, metric: 'bias', slice: winter, rows: 500, value: 1, interval: null },
  ];
  const shown = vendorResultOf({ criteria: [], figures, plots: null, digest: null });
  expect(shown.figures.filter(({ slice }) => slice !== null)).toEqual([]);
});

it('defects lose their place and their number', () => {
  const defects = [
    { class: 'missing_id', count: 17, place: 'row 12', detail: 'secret' },
    { class: 'not_a_number', count: 0 },
  ];
  expect(vendorDefectsOf(defects)).toEqual([{ class: 'missing_id', count: '10-99' }]);
});
