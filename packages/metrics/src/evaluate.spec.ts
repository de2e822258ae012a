import { describe, expect, it } from 'vitest';
import { clopperPearson } from './bounds.js';
import { type EvaluateInput, evaluate, withSlices } from './evaluate.js';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import type { MetricId } from './metric.js';
import { randomFrom } from './random.js';
import { compute, metrics } from './registry.js';

const N = 600;
const random = randomFrom(77n);
const truth = Int32Array.from({ length: N }, () => random.below(2));
const scores = Float64Array.from(truth, (code) => Math.min(1, 0.3 * code + 0.7 * random.unit()));
const binary: ClassificationFrame = {
  classes: ['no', 'yes'],
  truth,
  predicted: Int32Array.from(scores, (s) => (s > 0.5 ? 1 : 0)),
  scores,
};
const season = Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 'winter' : 'summer'));
const level = Float64Array.from({ length: N }, (_, i) => Math.sin(i / 5) * 10 + 20);
const forecast: RegressionFrame = {
  truth: level,
  predicted: level.map((v) => v + random.unit() - 0.5),
  naive: level.map((v) => v + 3 * random.unit()),
  seasonalNaive: level.map((v) => v + 2 * random.unit() - 1),
  scale: new Float64Array(N).fill(2),
};
const blocks = Int32Array.from({ length: N }, (_, i) => Math.floor(i / 24));

const base: EvaluateInput = {
  task: 'binary',
  frame: binary,
  metrics: [{ id: 'accuracy' }, { id: 'f1' }, { id: 'roc_auc' }],
  slices: { season },
  unit: { kind: 'row' },
  alpha: 0.05 / 3,
};

describe('evaluate', () => {
  it('gives exact bounds for proportions over rows, and bounds by units for the rest', () => {
    const [accuracy, f1, auc] = evaluate(base);
    const hits = Math.round(compute('accuracy', binary).value! * N);
    expect(accuracy).toMatchObject({
      id: 'accuracy',
      version: '1',
      rows: N,
      units: N,
      method: 'clopper_pearson',
      slice: null,
    });
    expect(accuracy!.interval).toEqual({ ...clopperPearson(hits, N, 0.025), level: 0.95 });
    expect(accuracy!.oneSided).toEqual({ ...clopperPearson(hits, N, 0.05 / 3), alpha: 0.05 / 3 });
    for (const one of [f1!, auc!]) {
      expect(one.method).toBe('one_more_unit');
      expect(one.value).toBe(compute(one.id, binary).value);
      expect(one.interval!.lower).toBeLessThan(one.oneSided!.lower + 0.02);
      expect(one.oneSided!.lower).toBeGreaterThan(0.6);
      expect(one.oneSided!.lower).toBeLessThan(one.value!);
      expect(one.oneSided!.upper).toBeGreaterThan(one.value!);
      expect(one.oneSided!.upper).toBeLessThanOrEqual(1);
    }
  });

  it('gives every metric of a task a bound that contains its value, or a reason', () => {
    const tasks = [
      ['binary', binary, { kind: 'row' }],
      ['forecasting', forecast, { kind: 'block', ids: blocks }],
    ] as const;
    for (const [task, frame, unit] of tasks) {
      const requests = metrics.filter((metric) => metric.tasks.includes(task)).map(({ id }) => ({ id }));
      const results = evaluate({ ...base, task, frame, unit, metrics: requests });
      expect(results.map(({ id }) => id)).toEqual(requests.map(({ id }) => id));
      for (const one of results) {
        if (one.id === 'max_error') {
          expect(one).toMatchObject({ method: 'none', noBounds: 'no_method', interval: null });
          continue;
        }
        if (one.id === 'r2') {
          // The truth is a wave longer than a block, so the blocks remember each other and 25 are too few.
          expect(one).toMatchObject({ noBounds: 'too_few_effective_units', interval: null });
          continue;
        }
        expect(one.noBounds, one.id).toBeNull();
        if (one.id === 'rmse') {
          // 600 rows may not have met an error of 1 in 100: no interval is promised, a fail may rest on the bound.
          expect(one).toMatchObject({ caution: 'heavy_tail', interval: null });
          expect(one.oneSided!.lower, one.id).toBeLessThan(one.value!);
          continue;
        }
        expect(one.caution, one.id).toBeNull();
        expect(one.interval!.lower, one.id).toBeLessThanOrEqual(one.value!);
        expect(one.interval!.upper, one.id).toBeGreaterThanOrEqual(one.value!);
        expect(one.interval!.upper - one.interval!.lower, one.id).toBeGreaterThan(0);
      }
    }
  });

  it('repeats itself, and does not mind what else is asked for', () => {
    const twice = evaluate(base);
    expect(evaluate(base)).toEqual(twice);
    const alone = evaluate({ ...base, metrics: [{ id: 'roc_auc' }] });
    expect(alone[0]).toEqual(twice[2]);
    const more = evaluate({ ...base, metrics: [{ id: 'brier' }, { id: 'mcc' }, ...base.metrics] });
    expect(more.slice(2)).toEqual(twice);
  });

  it('restricts rows to the slice', () => {
    const requests = withSlices([{ id: 'f1' }], { season });
    expect(requests.map(({ slice }) => slice?.value)).toEqual([undefined, 'summer', 'winter']);
    const results = evaluate({ ...base, metrics: requests });
    const winter = Int32Array.from(season.flatMap((name, i) => (name === 'winter' ? [i] : [])));
    expect(results[2]).toMatchObject({ rows: 200, units: 200, slice: { column: 'season', value: 'winter' } });
    expect(results[2]!.value).toBe(compute('f1', binary, {}, { rows: winter }).value);
    expect(results[2]!.interval!.upper - results[2]!.interval!.lower).toBeGreaterThan(
      results[0]!.interval!.upper - results[0]!.interval!.lower,
    );
    const [nobody] = evaluate({
      ...base,
      metrics: [{ id: 'f1', slice: { column: 'season', value: 'spring' } }],
    });
    expect(nobody).toMatchObject({ rows: 0, value: null, issue: 'empty', noBounds: 'undefined_value' });
  });

  it('takes proportions over groups by unit, and refuses fewer than 20', () => {
    const [accuracy] = evaluate({ ...base, unit: { kind: 'group', ids: blocks } });
    expect(accuracy).toMatchObject({ method: 'one_more_unit', units: 25 });
    const few = Int32Array.from(blocks, (block) => block % 19);
    const [refused] = evaluate({ ...base, unit: { kind: 'group', ids: few } });
    expect(refused).toMatchObject({
      method: 'none',
      tooFewUnits: true,
      noBounds: 'too_few_units',
      interval: null,
    });
    expect(refused!.value).toBe(accuracy!.value);
  });

  it('gives a series no interval row by row', () => {
    const [mae] = evaluate({ ...base, task: 'forecasting', frame: forecast, metrics: [{ id: 'mae' }] });
    expect(mae).toMatchObject({ noBounds: 'series_needs_blocks', oneSided: null });
    expect(mae!.value).toBeGreaterThan(0);
  });

  it('keeps an undefined value undefined', () => {
    const none = { ...binary, truth: new Int32Array(N) };
    const ids: MetricId[] = ['roc_auc', 'recall', 'precision'];
    const [auc, recall, precision] = evaluate({ ...base, frame: none, metrics: ids.map((id) => ({ id })) });
    expect(auc).toMatchObject({ value: null, issue: 'no_positives', noBounds: 'undefined_value' });
    expect(recall).toMatchObject({ value: 0, issue: 'no_positives', noBounds: 'undefined_value' });
    expect(precision).toMatchObject({ value: 0, issue: null, method: 'clopper_pearson' });
  });

  it('names what does not fit', () => {
    const bad: [Partial<EvaluateInput>, string][] = [
      [{ metrics: [{ id: 'mae' }] }, 'metrics[0].id: mae is not a metric of binary'],
      [{ metrics: [{ id: 'f1', options: { positive: 'maybe' } }] }, 'options.positive'],
      [{ metrics: [{ id: 'f1', slice: { column: '__proto__', value: 'x' } }] }, 'slices: no column'],
      [
        { slices: { season: ['x'] }, metrics: [{ id: 'f1', slice: { column: 'season', value: 'x' } }] },
        'slices.season',
      ],
      [{ unit: { kind: 'group', ids: new Int32Array(3) } }, 'unit.ids: 3 rows'],
      [{ alpha: 0.7 }, 'alpha'],
      [{ frame: forecast }, 'class codes are needed'],
      [{ frame: { ...binary, scores: undefined } }, 'scores'],
    ];
    for (const [change, message] of bad) expect(() => evaluate({ ...base, ...change })).toThrow(message);
  });
});
