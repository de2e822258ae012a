import { calibrationKernel } from './calibration.js';
import { type ClassificationFrame, classification, positiveCode, scoreWidth } from './frame.js';
import {
  type Kernel,
  known,
  type Measured,
  type Metric,
  type MetricOptions,
  undefinedBecause,
} from './metric.js';
import { areProbabilities, probabilityOf } from './probabilities.js';
import { curveKernel, precisionRecallCurve, rocCurve } from './rank-kernel.js';
import type { Selection } from './selection.js';
import { meanOfFirst, type RatioRule, sumKernel } from './sums.js';

const SCIKIT = 'scikit-learn 1.2.1 sklearn.metrics';
const TASKS = ['binary', 'multiclass'] as const;

function rankedClasses(frame: ClassificationFrame, options: MetricOptions): number[] {
  if (options.positive !== undefined || frame.classes.length === 2)
    return [positiveCode(frame, options.positive)];
  return frame.classes.map((_, code) => code);
}

function meanOf(sums: readonly number[], rows: number): Measured {
  return rows === 0 ? undefinedBecause('empty') : known(sums[0]! / rows);
}

/** A mean over rows of a loss on probabilities; undefined where the scores are no probabilities. */
function lossKernel(
  frame: ClassificationFrame,
  selection: Selection,
  loss: (row: number) => number,
  most: number | null,
): Kernel {
  if (!areProbabilities(frame, selection)) return { measure: () => undefinedBecause('not_probabilities') };
  const ratio: RatioRule = { ...meanOfFirst, least: 0, most };
  return sumKernel(selection, { columns: [loss], measure: meanOf, ratio });
}

/** Nats of one row; a probability counts as 2⁻⁵² at least, so that one row costs 36.04 nats at most. */
function logLoss(frame: ClassificationFrame): (row: number) => number {
  const p = probabilityOf(frame);
  const k = frame.classes.length;
  const clip = (value: number) => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, value));
  return (row) => {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += clip(p(row, c));
    return -Math.log(clip(p(row, frame.truth[row]!)) / sum);
  };
}

function brier(frame: ClassificationFrame): (row: number) => number {
  const p = probabilityOf(frame);
  const k = frame.classes.length;
  if (k === 2) {
    const positive = frame.positive ?? 1;
    return (row) => (p(row, positive) - (frame.truth[row] === positive ? 1 : 0)) ** 2;
  }
  return (row) => {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += (p(row, c) - (frame.truth[row] === c ? 1 : 0)) ** 2;
    return sum;
  };
}

/** Rank of the true class by falling score is below k; of equal scores the later class is named first. */
function amongFirst(frame: ClassificationFrame, k: number): (row: number) => number {
  const scores = frame.scores!;
  const width = scoreWidth(frame);
  return (row) => {
    const truth = frame.truth[row]!;
    const own = scores[row * width + truth]!;
    let ahead = 0;
    for (let c = 0; c < width; c++) {
      const other = scores[row * width + c]!;
      if (other > own || (other === own && c > truth)) ahead++;
    }
    return ahead < k ? 1 : 0;
  };
}

function topKKernel(frame: ClassificationFrame, options: MetricOptions, selection: Selection): Kernel {
  const k = options.k ?? 3;
  if (!(Number.isInteger(k) && k >= 1)) throw new RangeError(`options.k: ${k} is not a positive integer`);
  if (!frame.scores || (selection.size > 0 && scoreWidth(frame) !== frame.classes.length)) {
    throw new RangeError('scores: top_k_accuracy needs one column per class');
  }
  const kernel = sumKernel(selection, {
    columns: [amongFirst(frame, k)],
    measure: meanOf,
    ratio: { ...meanOfFirst, least: 0, most: 1 },
  });
  const rows = selection.size;
  const value = kernel.measure(null).value ?? 0;
  return {
    ...kernel,
    proportion: () => (rows === 0 ? null : { successes: Math.round(value * rows), trials: rows }),
    extremes: (mass) => {
      const more = (mass * rows) / Math.max(1, selection.units);
      return { lower: (value * rows) / (rows + more), upper: (value * rows + more) / (rows + more) };
    },
  };
}

/** Metrics of scores and probabilities. */
export const scoreMetrics: readonly Metric[] = [
  {
    id: 'roc_auc',
    version: '1',
    tasks: TASKS,
    direction: 'higher',
    range: [0, 1],
    unit: 'ratio',
    needs: 'score',
    everyClass: true,
    intervalMethod: 'bca',
    formula:
      'Share of (positive, negative) pairs ranked right, ties half; several classes: mean of one-versus-rest over the classes with both kinds of rows (scikit-learn refuses an absent class)',
    source: `J. Hanley, B. McNeil, Radiology 143, 1982; ${SCIKIT}.roc_auc_score, multi_class='ovr', average='macro'`,
    kernel: (given, options, selection) => {
      const frame = classification(given);
      return curveKernel(frame, rankedClasses(frame, options), selection, rocCurve);
    },
  },
  {
    id: 'pr_auc',
    version: '1',
    tasks: TASKS,
    direction: 'higher',
    range: [0, 1],
    unit: 'ratio',
    needs: 'score',
    everyClass: true,
    intervalMethod: 'bca',
    formula:
      'Average precision Σ (Rₙ − Rₙ₋₁)·Pₙ; several classes: mean of one-versus-rest; undefined without positives (scikit-learn gives 0)',
    source: `${SCIKIT}.average_precision_score`,
    kernel: (given, options, selection) => {
      const frame = classification(given);
      return curveKernel(frame, rankedClasses(frame, options), selection, precisionRecallCurve);
    },
  },
  {
    id: 'log_loss',
    version: '1',
    tasks: TASKS,
    direction: 'lower',
    range: [0, null],
    unit: 'nats',
    needs: 'probabilities',
    everyClass: true,
    intervalMethod: 'bca',
    formula: 'Mean of −ln p(true class), p clipped to [2⁻⁵², 1 − 2⁻⁵²] and each row scaled to sum 1',
    source: `${SCIKIT}.log_loss`,
    kernel: (given, _options, selection) => {
      const frame = classification(given);
      return lossKernel(frame, selection, logLoss(frame), null);
    },
  },
  {
    id: 'brier',
    version: '1',
    tasks: TASKS,
    direction: 'lower',
    range: [0, 2],
    unit: 'none',
    needs: 'probabilities',
    everyClass: true,
    intervalMethod: 'bca',
    formula:
      'Two classes: mean of (p − y)² of the positive class, in [0, 1]; more: mean of Σₖ (pₖ − yₖ)², in [0, 2]',
    source: `G. Brier, Monthly Weather Review 78, 1950; ${SCIKIT}.brier_score_loss (two classes)`,
    kernel: (given, _options, selection) => {
      const frame = classification(given);
      return lossKernel(frame, selection, brier(frame), frame.classes.length === 2 ? 1 : 2);
    },
  },
  {
    id: 'ece',
    version: '2',
    tasks: TASKS,
    direction: 'lower',
    range: [0, 1],
    unit: 'ratio',
    needs: 'probabilities',
    everyClass: true,
    intervalMethod: 'percentile',
    formula:
      'Σ over 15 equal-width bins (lo, hi] of (rows in bin / rows)·(|d| − what chance adds to |d|), never under 0; d: share that came true − mean confidence; chance adds E|N(d, s²)| − |d| with s² = Σ c(1 − c) / rows² of the bin; confidence c of the positive class (two classes) or of the most probable class',
    source:
      'C. Guo et al., ICML 2017 (most probable class); M. Naeini et al., AAAI 2015 (positive class); chance taken off as in A. Kumar et al., NeurIPS 2019',
    kernel: (given, _options, selection) => calibrationKernel(classification(given), selection),
  },
  {
    id: 'top_k_accuracy',
    version: '1',
    tasks: ['multiclass'],
    direction: 'higher',
    range: [0, 1],
    unit: 'ratio',
    needs: 'score',
    intervalMethod: 'wilson',
    formula:
      'Rows whose true class is among the k highest scores / rows; of equal scores the later class counts as higher',
    source: `${SCIKIT}.top_k_accuracy_score`,
    kernel: (given, options, selection) => topKKernel(classification(given), options, selection),
  },
];
