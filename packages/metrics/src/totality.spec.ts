import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type ResamplingUnit, withSlices } from './evaluate.js';
import { checkFrame, type Frame } from './frame.js';
import { jointComparison } from './joint-comparison.js';
import type { TaskKind } from './metric.js';
import { metrics } from './registry.js';
import { select } from './selection.js';
import { perHorizon, reliability } from './tables.js';

const rows = 24;
const edges = [
  0,
  -0,
  5e-324,
  -5e-324,
  1e-310,
  2 ** -1022,
  1e-160,
  1e30,
  -1e30,
  1e153,
  1e155,
  1e160,
  1e200,
  1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
];
const double = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(...edges),
  fc.integer({ min: -3, max: 3 }),
);
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 5e-324, 1 - 2 ** -53),
);
const column = (of: fc.Arbitrary<number>, n = rows) =>
  fc.array(of, { minLength: n, maxLength: n }).map((values) => Float64Array.from(values));
const codes = (k: number) =>
  fc
    .array(fc.integer({ min: 0, max: k - 1 }), { minLength: rows, maxLength: rows })
    .map((values) => Int32Array.from(values));
const unit: fc.Arbitrary<ResamplingUnit> = fc.oneof(
  fc.constant<ResamplingUnit>({ kind: 'row' }),
  fc.constantFrom(rows, 21, 3).map((most) => ({
    kind: 'group' as const,
    ids: Int32Array.from({ length: rows }, (_, row) => row % most),
  })),
  fc.constant<ResamplingUnit>({
    kind: 'block',
    ids: Int32Array.from({ length: rows }, (_, row) => Math.min(row, 20)),
  }),
);
const slices = fc
  .array(fc.constantFrom('east', 'west', ''), { minLength: rows, maxLength: rows })
  .map((place) => ({ place }));

/** NaN and infinities are no JSON; nothing of an answer may be one. */
function expectFinite(value: unknown, place = 'answer'): void {
  if (typeof value === 'number') expect(value, place).toSatisfy(Number.isFinite);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const [name, inner] of Object.entries(value)) expectFinite(inner, `${place}.${name}`);
}

function mark(task: TaskKind, frame: Frame, unit: ResamplingUnit, slices: { place: string[] }): void {
  const able = metrics.filter(
    ({ id, tasks, needs }) =>
      tasks.includes(task) &&
      (('classes' in frame && frame.scores !== undefined) ||
        (needs !== 'score' && needs !== 'probabilities')) &&
      (id !== 'top_k_accuracy' || ('classes' in frame && frame.classes.length > 2)),
  );
  const asked = able
    .filter(({ id }) => task === 'binary' || !['precision', 'recall', 'f1'].includes(id))
    .map(({ id }) => ({ id }));
  checkFrame(frame);
  const answers = evaluate({
    task,
    frame,
    metrics: withSlices(asked, slices),
    slices,
    unit,
    alpha: 0.05 / 3,
  });
  for (const answer of answers) {
    expectFinite(answer, answer.id);
    if (answer.value === null) expect(answer.issue, answer.id).not.toBeNull();
  }
  const selection = select(rows, null, unit.kind === 'row' ? null : unit.ids);
  for (const { id } of asked) {
    const metric = metrics.find((one) => one.id === id)!;
    const kernel = metric.kernel(frame, {}, selection);
    const turned: Frame =
      'classes' in frame
        ? { ...frame, predicted: frame.predicted.toReversed() }
        : { ...frame, predicted: frame.predicted.toReversed() };
    const other = metric.kernel(turned, {}, selection);
    const valued = [kernel, other].filter((one) => one.measure(null).value !== null);
    expectFinite(jointComparison(valued, selection, { resamples: 100, seed: 7n }), id);
  }
}

describe('marking is total', () => {
  it.each(['regression', 'forecasting'] as const)('over all doubles: %s', (task) => {
    fc.assert(
      fc.property(
        fc.record({
          truth: column(double),
          predicted: column(double),
          naive: column(double),
          seasonalNaive: column(double),
          scale: column(double.map(Math.abs)),
        }),
        unit,
        slices,
        (columns, units, by) => {
          const horizon = Int32Array.from({ length: rows }, (_, row) => 1 + (row % 3));
          const frame = { ...columns, horizon };
          mark(task, frame, units, by);
          expectFinite(perHorizon(frame, ['mae', 'rmse', 'mape']));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['binary', 2, 1],
    ['binary', 2, 2],
    ['binary', 2, 0],
    ['multiclass', 3, 3],
    ['multiclass', 3, 0],
  ] as const)('over all classes and scores: %s, %i classes, %i columns', (task, k, width) => {
    fc.assert(
      fc.property(
        codes(k),
        codes(k),
        fc.oneof(column(share, rows * width), column(double, rows * width)),
        unit,
        slices,
        (truth, predicted, scores, units, by) => {
          const classes = ['a', 'b', 'c'].slice(0, k);
          const frame = { classes, truth, predicted, ...(width > 0 ? { scores } : {}) };
          mark(task, frame, units, by);
          if (width > 0) expectFinite(reliability(frame));
        },
      ),
      { numRuns: 40 },
    );
  });
});
