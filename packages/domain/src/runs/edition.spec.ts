import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  coarseFigure,
  coarseMemory,
  type FullResult,
  significant,
  sliceRows,
  vendorEditionOf,
  visibleSlices,
} from './edition.js';

const mib = 1024 * 1024;

describe('resources', () => {
  it.each([
    [12.345, 12],
    [0.012345, 0.012],
    [1999, 2000],
    [0, 0],
  ])('%f CPU seconds are shown as %f', (cpu, shown) => {
    expect(significant(cpu, 2)).toBe(shown);
  });

  it.each([
    [1, 64],
    [64 * mib, 64],
    [64 * mib + 1, 128],
    [0, 0],
  ])('%i bytes are shown as %i MiB', (bytes, shown) => {
    expect(coarseMemory(bytes)).toBe(shown * mib);
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

it('the vendor edition as a whole', () => {
  const full: FullResult = {
    outcome: 'completed',
    cpuSeconds: 31.4159,
    peakMemoryBytes: 300 * mib,
    rows: 1000,
    metrics: {
      mae: { value: 10.237, interval: { lower: 9.1, upper: 11.1 } },
      max_error: { value: 83.21, interval: null },
    },
    slices: {
      mae: [
        { column: 'season', of: '冬', rows: 900, value: 12.31, interval: { lower: 11, upper: 13 } },
        { column: 'season', of: '夏', rows: 100, value: 6.42, interval: { lower: 4.4, upper: 8.4 } },
        { column: 'station', of: '7', rows: 400, value: 1.23, interval: null },
      ],
    },
    robustness: { noise: 0.8312, typos: null },
    defects: [
      { kind: 'missing_id', count: 17 },
      { kind: 'not_a_number', count: 0 },
    ],
  };
  expect(vendorEditionOf(full)).toEqual({
    outcome: 'completed',
    cpuSeconds: 31,
    peakMemoryBytes: 320 * mib,
    metrics: {
      mae: { value: 10, interval: { lower: 9, upper: 11.5 } },
      max_error: { value: 83, interval: null },
    },
    slices: {
      mae: [
        { column: 'season', of: '冬', rows: 900, value: 12.5, interval: { lower: 11, upper: 13 } },
        { column: 'season', of: '夏', rows: 100, value: 6, interval: { lower: 4, upper: 9 } },
      ],
    },
    robustness: { noise: 0.85, typos: null },
    defects: [{ kind: 'missing_id', count: '10-99' }],
  });
});
