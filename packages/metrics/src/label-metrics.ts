import type { Marginals } from './cells.js';
import { type ClassificationFrame, positiveCode } from './frame.js';
import { labelKernel } from './label-kernel.js';
import type { LabelRule } from './label-rule.js';
import {
  known,
  type Measured,
  type Metric,
  type MetricId,
  type MetricOptions,
  undefinedBecause,
} from './metric.js';

const SCIKIT = 'scikit-learn 1.2.1 sklearn.metrics';
type Score = 'precision' | 'recall' | 'f1';
const SCORES: readonly Score[] = ['precision', 'recall', 'f1'];

/** 0 / 0 counts as 0, as scikit-learn's zero_division=0. */
function ratio(top: number, bottom: number): number {
  return bottom === 0 ? 0 : top / bottom;
}

/** Precision, recall or F1 of class c; 0 where the denominator is 0. F1 = 2·TP / (2·TP + FP + FN). */
export function scoreOf(score: Score, m: Marginals, c: number): number {
  if (score === 'precision') return ratio(m.hits[c]!, m.predicted[c]!);
  if (score === 'recall') return ratio(m.hits[c]!, m.truth[c]!);
  return ratio(2 * m.hits[c]!, m.truth[c]! + m.predicted[c]!);
}

function accuracy(m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  let hits = 0;
  for (const count of m.hits) hits += count;
  return known(hits / m.n);
}

const right = { of: (truth: number, predicted: number) => [truth === predicted ? 1 : 0, 1] as const };

function accuracyProportion(m: Marginals) {
  return m.n === 0 ? null : { successes: m.hits.reduce((sum, count) => sum + count, 0), trials: m.n };
}

function balancedAccuracy(m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  let sum = 0;
  let present = 0;
  for (let c = 0; c < m.truth.length; c++) {
    if (m.truth[c] === 0) continue;
    sum += m.hits[c]! / m.truth[c]!;
    present++;
  }
  return known(sum / present, present < m.truth.length ? 'class_absent' : null);
}

function ofPositive(score: Score, frame: ClassificationFrame, options: MetricOptions): LabelRule {
  const c = positiveCode(frame, options.positive);
  const rule: LabelRule = {
    measure: (m) => {
      if (m.n === 0) return undefinedBecause('empty');
      const noTruth = m.truth[c] === 0 && score !== 'precision';
      const noGuess = m.predicted[c] === 0 && score === 'precision';
      return known(
        scoreOf(score, m, c),
        noTruth ? 'no_positives' : noGuess ? 'no_predicted_positives' : null,
      );
    },
  };
  /** TP counts 2 of 2, FP and FN 0 of 1; precision leaves out FN, recall FP. */
  const of = (truth: number, predicted: number): readonly [number, number] => {
    if (score === 'precision') return [truth === c && predicted === c ? 1 : 0, predicted === c ? 1 : 0];
    if (score === 'recall') return [truth === c && predicted === c ? 1 : 0, truth === c ? 1 : 0];
    return [truth === c && predicted === c ? 2 : 0, (truth === c ? 1 : 0) + (predicted === c ? 1 : 0)];
  };
  rule.ratio = { of };
  if (score === 'f1') return rule;
  const trials = (m: Marginals) => (score === 'precision' ? m.predicted[c]! : m.truth[c]!);
  return {
    ...rule,
    proportion: (m) => (trials(m) === 0 ? null : { successes: m.hits[c]!, trials: trials(m) }),
  };
}

function macro(score: Score, m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  let sum = 0;
  let present = 0;
  let absent = false;
  for (let c = 0; c < m.truth.length; c++) {
    if (m.truth[c] === 0) absent = true;
    if (m.truth[c] === 0 && m.predicted[c] === 0) continue;
    sum += scoreOf(score, m, c);
    present++;
  }
  return known(sum / present, absent ? 'class_absent' : null);
}

function weighted(score: Score, m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  let sum = 0;
  for (let c = 0; c < m.truth.length; c++) sum += scoreOf(score, m, c) * m.truth[c]!;
  return known(sum / m.n);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
  return sum;
}

function matthews(m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  const square = m.n * m.n;
  const truthSpread = square - dot(m.truth, m.truth);
  const guessSpread = square - dot(m.predicted, m.predicted);
  if (truthSpread === 0 || guessSpread === 0) return known(0, 'zero_variance');
  const hits = m.hits.reduce((sum, count) => sum + count, 0);
  return known((hits * m.n - dot(m.truth, m.predicted)) / Math.sqrt(truthSpread * guessSpread));
}

function kappa(m: Marginals): Measured {
  if (m.n === 0) return undefinedBecause('empty');
  const expected = dot(m.truth, m.predicted);
  const square = m.n * m.n;
  if (expected === square) return undefinedBecause('zero_denominator');
  const hits = m.hits.reduce((sum, count) => sum + count, 0);
  return known((hits * m.n - expected) / (square - expected));
}

type Described = Pick<Metric, 'id' | 'formula' | 'source'> & Partial<Metric>;

function labelMetric(
  described: Described,
  ruleOf: (frame: ClassificationFrame, options: MetricOptions) => LabelRule,
): Metric {
  return {
    version: '1',
    tasks: ['binary', 'multiclass'],
    direction: 'higher',
    range: [0, 1],
    unit: 'ratio',
    needs: 'label',
    intervalMethod: 'bca',
    ...described,
    kernel: (frame, options, selection) => labelKernel(frame, options, selection, ruleOf),
  };
}

const FORMULAS: Record<Score, string> = {
  precision: 'TP / (TP + FP)',
  recall: 'TP / (TP + FN)',
  f1: '2·TP / (2·TP + FP + FN)',
};

function scoreMetrics(score: Score): Metric[] {
  const source = `${SCIKIT}.${score}_score, zero_division=0`;
  const id = (average: string) => `${score}_${average}` as MetricId;
  return [
    labelMetric(
      {
        id: score,
        formula: `${FORMULAS[score]} of the positive class; 0 where the denominator is 0`,
        source,
        intervalMethod: score === 'f1' ? 'bca' : 'wilson',
      },
      (frame, options) => ofPositive(score, frame, options),
    ),
    labelMetric(
      {
        id: id('macro'),
        formula: `Mean over the classes that occur in truth or prediction of ${FORMULAS[score]}`,
        source,
        everyClass: true,
      },
      () => ({ measure: (m) => macro(score, m) }),
    ),
    labelMetric(
      {
        id: id('micro'),
        formula: `${FORMULAS[score]} of the counts summed over classes; equals accuracy, one label per row`,
        source,
        intervalMethod: 'wilson',
      },
      () => ({ measure: accuracy, proportion: accuracyProportion, ratio: right }),
    ),
    labelMetric(
      {
        id: id('weighted'),
        formula: `Mean over classes, weighted by true rows, of ${FORMULAS[score]}`,
        source,
      },
      () => ({ measure: (m) => weighted(score, m) }),
    ),
  ];
}

/** Metrics whose value depends on the confusion matrix alone. */
export const labelMetrics: readonly Metric[] = [
  labelMetric(
    {
      id: 'accuracy',
      formula: 'Rows predicted right / rows',
      source: `${SCIKIT}.accuracy_score`,
      intervalMethod: 'wilson',
    },
    () => ({ measure: accuracy, proportion: accuracyProportion, ratio: right }),
  ),
  labelMetric(
    {
      id: 'balanced_accuracy',
      formula: 'Mean of recall over the classes that occur in the truth',
      everyClass: true,
      source: `${SCIKIT}.balanced_accuracy_score`,
    },
    () => ({ measure: balancedAccuracy }),
  ),
  ...SCORES.flatMap(scoreMetrics),
  labelMetric(
    {
      id: 'mcc',
      formula: '(c·n − Σ pₖtₖ) / √((n² − Σ pₖ²)(n² − Σ tₖ²)), c right of n rows; 0 where a factor is 0',
      source: `J. Gorodkin, Comput. Biol. Chem. 28, 2004; ${SCIKIT}.matthews_corrcoef`,
      range: [-1, 1],
      unit: 'none',
      everyClass: true,
    },
    () => ({ measure: matthews }),
  ),
  labelMetric(
    {
      id: 'cohen_kappa',
      formula: '(pₒ − pₑ) / (1 − pₑ); undefined where pₑ = 1 (scikit-learn gives NaN)',
      source: `J. Cohen, Educ. Psychol. Meas. 20, 1960; ${SCIKIT}.cohen_kappa_score`,
      range: [-1, 1],
      unit: 'none',
      everyClass: true,
    },
    () => ({ measure: kappa }),
  ),
];
