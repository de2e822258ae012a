import { type RegressionFrame, regression } from './frame.js';
import { known, type Measured, type Metric, undefinedBecause } from './metric.js';
import { maximumKernel, medianKernel } from './order-kernel.js';
import type { Selection } from './selection.js';
import { meanOfFirst, type RatioRule, type SumRule, sumKernel } from './sums.js';

const SCIKIT = 'scikit-learn 1.2.1 sklearn.metrics';

/** A loss is never under 0. */
const loss: RatioRule = { ...meanOfFirst, least: 0 };

function mean(sums: readonly number[], rows: number): Measured {
  return rows === 0 ? undefinedBecause('empty') : known(sums[0]! / rows);
}

/** factor · mean of |ŷ − y| / denominator; undefined as soon as a row's denominator is 0. */
function scaledError(frame: RegressionFrame, denominator: (row: number) => number, factor: number): SumRule {
  return {
    columns: [
      (row) =>
        denominator(row) === 0 ? 0 : Math.abs(frame.predicted[row]! - frame.truth[row]!) / denominator(row),
      (row) => (denominator(row) === 0 ? 1 : 0),
    ],
    measure: (sums, rows) => {
      if (rows === 0) return undefinedBecause('empty');
      if (sums[1]! > 0) return undefinedBecause('zero_denominator');
      return known((factor * sums[0]!) / rows);
    },
    ratio: { ...loss, value: (ratio) => factor * ratio },
  };
}

function needed(frame: RegressionFrame, name: 'naive' | 'seasonalNaive' | 'scale'): Float64Array {
  const column = frame[name];
  if (!column) throw new RangeError(`${name}: this metric needs the column, it was not given`);
  return column;
}

const error = (frame: RegressionFrame) => (row: number) => frame.predicted[row]! - frame.truth[row]!;
const absolute = (frame: RegressionFrame) => (row: number) =>
  Math.abs(frame.predicted[row]! - frame.truth[row]!);

function symmetric(frame: RegressionFrame): (row: number) => number {
  return (row) => {
    const size = Math.abs(frame.truth[row]!) + Math.abs(frame.predicted[row]!);
    return size === 0 ? 0 : (2 * Math.abs(frame.predicted[row]! - frame.truth[row]!)) / size;
  };
}

function r2(frame: RegressionFrame, selection: Selection): SumRule {
  // Truth is shifted by its mean so that Σy² − (Σy)²/n does not cancel; by its first value so that a
  // constant is met exactly.
  const truthAt = (i: number) => frame.truth[selection.rows ? selection.rows[i]! : i]!;
  const first = selection.size > 0 ? truthAt(0) : 0;
  let sum = 0;
  let constant = true;
  for (let i = 0; i < selection.size; i++) {
    const distance = truthAt(i) - first;
    if (distance !== 0) constant = false;
    sum += distance;
  }
  const centre = first + sum / Math.max(1, selection.size);
  return {
    columns: [
      (row) => (frame.predicted[row]! - frame.truth[row]!) ** 2,
      (row) => frame.truth[row]! - centre,
      (row) => (frame.truth[row]! - centre) ** 2,
    ],
    measure: (sums, rows) => {
      if (rows === 0) return undefinedBecause('empty');
      const spread = sums[2]! - sums[1]! ** 2 / rows;
      if (constant || spread <= sums[2]! * 1e-12) return undefinedBecause('zero_variance');
      return known(1 - sums[0]! / spread);
    },
    // The truth's mean is taken as known: what it adds is of the second order.
    ratio: {
      top: 0,
      bottom: 2,
      value: (ratio) => 1 - ratio,
      increasing: false,
      least: 0,
      most: null,
      squared: true,
    },
  };
}

function skill(frame: RegressionFrame, reference: Float64Array): SumRule {
  return {
    columns: [absolute(frame), (row) => Math.abs(reference[row]! - frame.truth[row]!)],
    measure: (sums, rows) => {
      if (rows === 0) return undefinedBecause('empty');
      if (sums[1]! <= 0) return undefinedBecause('zero_denominator');
      return known(1 - sums[0]! / sums[1]!);
    },
    ratio: { top: 0, bottom: 1, value: (ratio) => 1 - ratio, increasing: false, least: 0, most: null },
  };
}

type Described = Pick<Metric, 'id' | 'formula' | 'source'> & Partial<Metric>;

function valueMetric(
  described: Described,
  kernel: (frame: RegressionFrame, selection: Selection) => SumRule,
): Metric;
function valueMetric(described: Described & Pick<Metric, 'kernel'>): Metric;
function valueMetric(
  described: Described,
  ruleOf?: (frame: RegressionFrame, selection: Selection) => SumRule,
): Metric {
  return {
    version: '1',
    tasks: ['regression', 'forecasting'],
    direction: 'lower',
    range: [0, null],
    unit: 'target',
    needs: 'value',
    intervalMethod: 'bca',
    kernel: (given, _options, selection) => sumKernel(selection, ruleOf!(regression(given), selection)),
    ...described,
  };
}

/** Metrics of values: regression, and forecasting against naive references. */
export const valueMetrics: readonly Metric[] = [
  valueMetric(
    { id: 'mae', formula: 'Mean of |ŷ − y|', source: `${SCIKIT}.mean_absolute_error` },
    (frame) => ({ columns: [absolute(frame)], measure: mean, ratio: loss }),
  ),
  valueMetric(
    {
      id: 'rmse',
      formula: '√ of the mean of (ŷ − y)²',
      source: `${SCIKIT}.mean_squared_error, squared=False`,
    },
    (frame) => ({
      columns: [(row) => (frame.predicted[row]! - frame.truth[row]!) ** 2],
      measure: (sums, rows) =>
        rows === 0 ? undefinedBecause('empty') : known(Math.sqrt(Math.max(0, sums[0]!) / rows)),
      ratio: { ...loss, value: (ratio) => Math.sqrt(Math.max(0, ratio)), squared: true },
    }),
  ),
  valueMetric(
    {
      id: 'mape',
      unit: 'percent',
      formula: '100 · mean of |ŷ − y| / |y|; undefined where a truth is 0 (scikit-learn divides by 2⁻⁵²)',
      source: `${SCIKIT}.mean_absolute_percentage_error × 100`,
    },
    (frame) => scaledError(frame, (row) => Math.abs(frame.truth[row]!), 100),
  ),
  valueMetric(
    {
      id: 'smape',
      unit: 'percent',
      range: [0, 200],
      formula: '100 · mean of 2|ŷ − y| / (|y| + |ŷ|); a row with both 0 counts 0',
      source: 'S. Makridakis, Int. J. Forecasting 9, 1993; as used in M4 (2018)',
    },
    (frame) => ({
      columns: [symmetric(frame)],
      measure: (sums, rows) => (rows === 0 ? undefinedBecause('empty') : known((100 * sums[0]!) / rows)),
      ratio: { ...loss, value: (ratio) => 100 * ratio },
    }),
  ),
  valueMetric(
    {
      id: 'r2',
      direction: 'higher',
      range: [null, 1],
      unit: 'none',
      formula: '1 − Σ(ŷ − y)² / Σ(y − ȳ)²; undefined where the truth is constant (scikit-learn gives 0 or 1)',
      source: `${SCIKIT}.r2_score`,
    },
    r2,
  ),
  valueMetric({
    id: 'median_ae',
    formula: 'Median of |ŷ − y|; the mean of the two middle ones for an even number',
    source: `${SCIKIT}.median_absolute_error`,
    kernel: (given, _options, selection) => medianKernel(absolute(regression(given)), selection),
  }),
  valueMetric({
    id: 'max_error',
    intervalMethod: 'none',
    formula: 'Largest |ŷ − y|; no interval, a resample never exceeds it',
    source: `${SCIKIT}.max_error`,
    kernel: (given, _options, selection) => maximumKernel(absolute(regression(given)), selection),
  }),
  valueMetric(
    {
      id: 'bias',
      direction: 'zero',
      range: [null, null],
      formula: 'Mean of ŷ − y',
      source: 'WMO-No. 1132, forecast verification: mean error',
    },
    (frame) => ({ columns: [error(frame)], measure: mean, ratio: meanOfFirst }),
  ),
  valueMetric(
    {
      id: 'mase',
      unit: 'none',
      tasks: ['forecasting'],
      formula: 'Mean of |ŷ − y| / in-sample MAE of the seasonal-naive forecast of the row’s series',
      source: 'R. Hyndman, A. Koehler, Int. J. Forecasting 22, 2006',
    },
    (frame) => {
      const scale = needed(frame, 'scale');
      return scaledError(frame, (row) => scale[row]!, 1);
    },
  ),
  valueMetric(
    {
      id: 'skill_persistence',
      direction: 'higher',
      range: [null, 1],
      unit: 'ratio',
      tasks: ['forecasting'],
      formula: '1 − MAE / MAE of persistence (last value seen at the origin)',
      source: 'A. Murphy, Monthly Weather Review 116, 1988 (skill score, with MAE)',
    },
    (frame) => skill(frame, needed(frame, 'naive')),
  ),
  valueMetric(
    {
      id: 'skill_seasonal',
      direction: 'higher',
      range: [null, 1],
      unit: 'ratio',
      tasks: ['forecasting'],
      formula: '1 − MAE / MAE of the seasonal-naive forecast (value one season earlier)',
      source: 'A. Murphy, Monthly Weather Review 116, 1988 (skill score, with MAE)',
    },
    (frame) => skill(frame, needed(frame, 'seasonalNaive')),
  ),
];
