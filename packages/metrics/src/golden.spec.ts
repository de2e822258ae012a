import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClassificationFrame, RegressionFrame } from './frame.js';
import { checkFrame } from './frame.js';
import type { MetricOptions } from './metric.js';
import { compute, metricById, metrics } from './registry.js';
import { confusionMatrix, perClass } from './tables.js';

type Expected = Record<string, number | null>;

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as T;
}

function expectClose(actual: number | null, expected: number | null, tolerance: number): void {
  if (expected === null || actual === null) {
    expect(actual).toBe(expected);
    return;
  }
  const error = Math.abs(actual - expected);
  expect(error, `${actual} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );
}

interface LabelCase {
  name: string;
  classes: string[];
  truth: number[];
  predicted: number[];
  confusion: number[][];
  expected: Expected;
}

describe('label metrics against scikit-learn', () => {
  for (const one of golden<LabelCase[]>('labels')) {
    const frame: ClassificationFrame = {
      classes: one.classes,
      truth: Int32Array.from(one.truth),
      predicted: Int32Array.from(one.predicted),
    };
    it(one.name, () => {
      checkFrame(frame);
      expect(Object.keys(one.expected).length).toBeGreaterThan(18);
      for (const [key, expected] of Object.entries(one.expected)) {
        const [id, code] = key.split(':') as [string, string | undefined];
        const options: MetricOptions = code === undefined ? {} : { positive: one.classes[Number(code)]! };
        expectClose(compute(id, frame, options).value, expected, 1e-12);
      }
      expect(confusionMatrix(frame)).toEqual(one.confusion);
      perClass(frame).forEach((row, c) => {
        expectClose(row.precision, one.expected[`precision:${c}`]!, 1e-12);
        expectClose(row.recall, one.expected[`recall:${c}`]!, 1e-12);
        expectClose(row.f1, one.expected[`f1:${c}`]!, 1e-12);
        expect(row.support).toBe(one.truth.filter((code) => code === c).length);
      });
    });
  }
});

interface ScoreCase {
  name: string;
  classes: string[];
  truth: number[];
  scores: number[];
  expected: Expected;
}

describe('score metrics against scikit-learn', () => {
  for (const one of golden<ScoreCase[]>('scores')) {
    const truth = Int32Array.from(one.truth);
    const frame: ClassificationFrame = {
      classes: one.classes,
      truth,
      predicted: truth,
      scores: Float64Array.from(one.scores),
    };
    it(one.name, () => {
      checkFrame(frame);
      for (const [key, expected] of Object.entries(one.expected)) {
        const [id, k] = key.split(':') as [string, string | undefined];
        expectClose(compute(id, frame, k ? { k: Number(k) } : {}).value, expected, 1e-12);
      }
    });
  }

  it('says why a ranking has no value', () => {
    const frame = (codes: number[]): ClassificationFrame => ({
      classes: ['n', 'p'],
      truth: Int32Array.from(codes),
      predicted: Int32Array.from(codes),
      scores: Float64Array.from(codes, (_, i) => i / 10),
    });
    expect(compute('roc_auc', frame([0, 0]))).toEqual({ value: null, issue: 'no_positives' });
    expect(compute('roc_auc', frame([1, 1]))).toEqual({ value: null, issue: 'no_negatives' });
    expect(compute('pr_auc', frame([0, 0]))).toEqual({ value: null, issue: 'no_positives' });
    expect(compute('pr_auc', frame([1, 1]))).toEqual({ value: 1, issue: null });
  });

  it('takes scores that are no probabilities for ranking only', () => {
    const frame: ClassificationFrame = {
      classes: ['n', 'p'],
      truth: Int32Array.of(0, 1),
      predicted: Int32Array.of(0, 1),
      scores: Float64Array.of(-2, 3),
    };
    expect(compute('roc_auc', frame).value).toBe(1);
    for (const id of ['log_loss', 'brier', 'ece']) {
      expect(compute(id, frame)).toEqual({ value: null, issue: 'not_probabilities' });
    }
  });

  it('lets one row cost 36.04 nats of log loss at most, whatever it was sure of', () => {
    const one = (score: number) =>
      compute('log_loss', {
        classes: ['n', 'p'],
        truth: Int32Array.of(1),
        predicted: Int32Array.of(0),
        scores: Float64Array.of(score),
      }).value;
    expectClose(one(0), 52 * Math.LN2, 1e-15);
    expect([one(2 ** -60), one(2 ** -52)]).toEqual([one(0), one(0)]);
    expect(one(2 ** -51)).toBeLessThan(one(0)!);
    expect(one(1)).toBeLessThan(1e-15);
  });

  it('ranks the other class by falling score when only one column is given', () => {
    const [one] = golden<ScoreCase[]>('scores');
    const truth = Int32Array.from(one!.truth);
    const scores = Float64Array.from(one!.scores);
    const frame: ClassificationFrame = { classes: ['a', 'b'], truth, predicted: truth, scores };
    const swapped = { ...frame, scores: scores.map((s) => -s), positive: 0 };
    expect(compute('pr_auc', frame, { positive: 'a' }).value).toBe(compute('pr_auc', swapped).value);
    expectClose(compute('roc_auc', frame, { positive: 'a' }).value, one!.expected.roc_auc!, 1e-12);
  });
});

type ValueCase = { name: string; expected: Expected } & Record<
  keyof Omit<RegressionFrame, 'horizon'>,
  number[]
>;

describe('value metrics against scikit-learn and their formulas', () => {
  for (const one of golden<ValueCase[]>('values')) {
    it(one.name, () => {
      const column = (name: keyof Omit<RegressionFrame, 'horizon'>) => Float64Array.from(one[name]);
      const frame: RegressionFrame = {
        truth: column('truth'),
        predicted: column('predicted'),
        naive: column('naive'),
        seasonalNaive: column('seasonalNaive'),
        scale: column('scale'),
      };
      checkFrame(frame);
      expect(Object.keys(one.expected)).toHaveLength(11);
      for (const [id, expected] of Object.entries(one.expected)) {
        expectClose(compute(id, frame).value, expected, 1e-12);
      }
    });
  }

  it('names zero denominators and constant truth', () => {
    const frame: RegressionFrame = {
      truth: Float64Array.of(0, 0),
      predicted: Float64Array.of(1, 0),
      naive: Float64Array.of(0, 0),
      scale: Float64Array.of(0, 1),
    };
    expect(compute('mape', frame)).toEqual({ value: null, issue: 'zero_denominator' });
    expect(compute('mase', frame)).toEqual({ value: null, issue: 'zero_denominator' });
    expect(compute('skill_persistence', frame)).toEqual({ value: null, issue: 'zero_denominator' });
    expect(compute('r2', frame)).toEqual({ value: null, issue: 'zero_variance' });
    expect(compute('smape', frame).value).toBe(100);
    expect(() => compute('skill_seasonal', frame)).toThrow('seasonalNaive');
  });
});

describe('the list of metrics', () => {
  it('has each id once and every metric gives "empty" for no rows', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length);
    expect(metrics).toHaveLength(33);
    const none = new Float64Array(0);
    for (const metric of metrics) {
      const frame = metric.tasks.includes('multiclass')
        ? { classes: ['a', 'b'], truth: new Int32Array(0), predicted: new Int32Array(0), scores: none }
        : { truth: none, predicted: none, naive: none, seasonalNaive: none, scale: none };
      checkFrame(frame);
      expect(compute(metric.id, frame), metric.id).toEqual({ value: null, issue: 'empty' });
    }
  });

  it('refuses unknown ids and the wrong kind of frame', () => {
    expect(() => metricById('auc')).toThrow('no metric is called "auc"');
    const frame = { truth: Float64Array.of(1), predicted: Float64Array.of(1) };
    expect(() => compute('accuracy', frame)).toThrow('class codes are needed');
  });
});
