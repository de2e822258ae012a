import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import type { Measured } from './metric.js';
import { compute, metrics } from './registry.js';

const labelIds = metrics.filter(({ needs }) => needs === 'label').map(({ id }) => id);
const scoreIds = metrics.filter(({ needs }) => needs !== 'label' && needs !== 'value').map(({ id }) => id);
const valueIds = metrics.filter(({ needs }) => needs === 'value').map(({ id }) => id);
const CLASSES = ['a', 'b', 'c'];

const classRow = fc.record({
  truth: fc.nat(2),
  predicted: fc.nat(2),
  scores: fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
  ),
});
const value = fc.integer({ min: -400, max: 400 }).map((v) => v / 8);
const valueRow = fc.record({
  truth: value,
  predicted: value,
  naive: value,
  seasonalNaive: value,
  scale: fc.constantFrom(0.5, 1, 2),
});

type ClassRow = { truth: number; predicted: number; scores: [number, number, number] };
type ValueRow = { truth: number; predicted: number; naive: number; seasonalNaive: number; scale: number };

function classFrame(rows: readonly ClassRow[]): ClassificationFrame {
  return {
    classes: CLASSES,
    truth: Int32Array.from(rows, (row) => row.truth),
    predicted: Int32Array.from(rows, (row) => row.predicted),
    scores: Float64Array.from(
      rows.flatMap(({ scores }) => scores.map((s) => s / (scores[0] + scores[1] + scores[2]))),
    ),
  };
}

function valueFrame(rows: readonly ValueRow[]): RegressionFrame {
  const column = (name: keyof ValueRow) => Float64Array.from(rows, (row) => row[name]);
  return {
    truth: column('truth'),
    predicted: column('predicted'),
    naive: column('naive'),
    seasonalNaive: column('seasonalNaive'),
    scale: column('scale'),
  };
}

const OPTIONS = { positive: 'b', k: 2 };

function expectSame(actual: Measured, expected: Measured, id: string): void {
  expect(actual.issue, id).toBe(expected.issue);
  if (expected.value === null) expect(actual.value, id).toBeNull();
  else
    expect(Math.abs(actual.value! - expected.value), id).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(expected.value)),
    );
}

function each<T>(rows: readonly T[], draw: readonly number[]): T[] {
  return draw.map((place) => rows[place % rows.length]!);
}

describe('every metric', () => {
  const classRows = fc.array(classRow, { minLength: 1, maxLength: 40 });
  const valueRows = fc.array(valueRow, { minLength: 1, maxLength: 40 });
  const draws = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });

  function both(
    check: (
      ids: readonly string[],
      frameOf: (draw: number[]) => RegressionFrame | ClassificationFrame,
      n: number,
      draw: number[],
    ) => void,
  ): void {
    fc.assert(
      fc.property(classRows, draws, (rows, draw) => {
        const ids = [...labelIds, ...scoreIds];
        check(
          ids,
          (places) => classFrame(each(rows, places)),
          rows.length,
          draw.map((d) => d % rows.length),
        );
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(valueRows, draws, (rows, draw) => {
        check(
          valueIds,
          (places) => valueFrame(each(rows, places)),
          rows.length,
          draw.map((d) => d % rows.length),
        );
      }),
      { numRuns: 60 },
    );
  }

  const all = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('is the same for counts, row numbers and copied rows', () => {
    both((ids, frameOf, n, draw) => {
      const frame = frameOf(all(n));
      const copied = frameOf(draw);
      const counts = new Uint32Array(n);
      for (const place of draw) counts[place]!++;
      for (const id of ids) {
        const expected = compute(id, copied, OPTIONS);
        expectSame(compute(id, frame, OPTIONS, { rows: Int32Array.from(draw) }), expected, id);
        expectSame(compute(id, frame, OPTIONS, { counts }), expected, id);
      }
    });
  });

  it('does not depend on the order of rows', () => {
    both((ids, frameOf, n) => {
      const order = all(n).sort((a, b) => ((a * 7919) % 31) - ((b * 7919) % 31));
      for (const id of ids) {
        expectSame(compute(id, frameOf(order), OPTIONS), compute(id, frameOf(all(n)), OPTIONS), id);
      }
    });
  });

  it('stays within its declared range', () => {
    both((ids, frameOf, n) => {
      for (const id of ids) {
        const { value: found } = compute(id, frameOf(all(n)), OPTIONS);
        if (found === null) continue;
        const { range } = metrics.find((metric) => metric.id === id)!;
        expect(Number.isFinite(found)).toBe(true);
        expect(found).toBeGreaterThanOrEqual((range[0] ?? Number.NEGATIVE_INFINITY) - 1e-12);
        expect(found).toBeLessThanOrEqual((range[1] ?? Number.POSITIVE_INFINITY) + 1e-12);
      }
    });
  });

  it('of labels does not depend on how classes are coded', () => {
    fc.assert(
      fc.property(classRows, (rows) => {
        const turned = classFrame(
          rows.map(({ truth, predicted, scores }) => ({
            truth: (truth + 1) % 3,
            predicted: (predicted + 1) % 3,
            scores: [scores[2], scores[0], scores[1]],
          })),
        );
        const frame = { ...turned, classes: ['c', 'a', 'b'] };
        for (const id of [...labelIds, 'roc_auc', 'pr_auc', 'log_loss', 'brier']) {
          expectSame(compute(id, frame, OPTIONS), compute(id, classFrame(rows), OPTIONS), id);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of ranks ignores increasing changes of the scores', () => {
    fc.assert(
      fc.property(classRows, (rows) => {
        const frame = classFrame(rows);
        const bent = { ...frame, scores: frame.scores!.map((s) => Math.exp(3 * s) - 5) };
        for (const id of ['roc_auc', 'pr_auc']) expectSame(compute(id, bent), compute(id, frame), id);
      }),
      { numRuns: 60 },
    );
  });

  it('of values scales with the target or not at all, and errors ignore a common shift', () => {
    fc.assert(
      fc.property(valueRows, (rows) => {
        const frame = valueFrame(rows);
        const times = (factor: number, plus: number): RegressionFrame => ({
          truth: frame.truth.map((v) => factor * v + plus),
          predicted: frame.predicted.map((v) => factor * v + plus),
          naive: frame.naive!.map((v) => factor * v + plus),
          seasonalNaive: frame.seasonalNaive!.map((v) => factor * v + plus),
          scale: frame.scale!.map((v) => factor * v),
        });
        for (const metric of metrics.filter(({ needs }) => needs === 'value')) {
          const plain = compute(metric.id, frame);
          const factor = metric.unit === 'target' ? 4 : 1;
          const scaled = { ...plain, value: plain.value === null ? null : plain.value * factor };
          expectSame(compute(metric.id, times(4, 0)), scaled, metric.id);
          if (metric.unit !== 'percent') expectSame(compute(metric.id, times(1, 16)), plain, metric.id);
        }
      }),
      { numRuns: 60 },
    );
  });
});
