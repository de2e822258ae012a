import type { RatioUnits } from './dirichlet.js';
import type { Frame } from './frame.js';
import type { Selection } from './selection.js';

export type TaskKind = 'binary' | 'multiclass' | 'regression' | 'forecasting';
/** `zero`: the best value is 0 and both signs are errors (bias). */
export type Direction = 'higher' | 'lower' | 'zero';
export type MetricUnit = 'ratio' | 'target' | 'percent' | 'nats' | 'none';
export type MetricNeed = 'label' | 'score' | 'probabilities' | 'value';
/**
 * Where bounds come from. `clopper_pearson`: exact, a proportion over independent rows. `one_more_unit`: units weighted
 * by Dirichlet and one unit more than was seen at its worst. `quantile`: order statistics (Woodruff). `constant`:
 * every unit says the same. `wilson`, `bca` and `percentile` stand in results of earlier versions.
 */
export type IntervalMethod =
  | 'clopper_pearson'
  | 'one_more_unit'
  | 'quantile'
  | 'constant'
  | 'wilson'
  | 'bca'
  | 'percentile'
  | 'none';

/**
 * Why a value is missing, or (with a value) which convention filled a hole.
 * A slice without positives, for one, has recall 0 by convention; that says nothing about the algorithm.
 */
export type Issue =
  | 'empty'
  | 'class_absent'
  | 'no_positives'
  | 'no_negatives'
  | 'no_predicted_positives'
  | 'zero_variance'
  | 'zero_denominator'
  | 'not_probabilities'
  /** The arithmetic left the doubles: an error relative to a truth of 1e-320, say. */
  | 'not_finite';

/** `value` is finite or null; never NaN or infinite. */
export interface Measured {
  value: number | null;
  issue: Issue | null;
}

export interface MetricOptions {
  /** Name of the class counted as positive. Binary: `classes[frame.positive ?? 1]` when absent. */
  positive?: string;
  /** top_k_accuracy: how many classes may be named (3 when absent). */
  k?: number;
}

export interface Proportion {
  successes: number;
  trials: number;
}

/** Leave-one-unit-out values; `weights[i]` units share `values[i]`. */
export interface Jackknife {
  values: Float64Array;
  weights: Float64Array;
}

/** How a metric whose value depends only on (truth, predicted) cell counts is evaluated from them. */
export interface CellView {
  counts: Float64Array;
  measure(counts: Float64Array): Measured;
}

/** A metric as a monotone function of a ratio of two sums over units, which is what bounds are made of. */
export interface RatioView {
  kind: 'ratio';
  units: RatioUnits;
  /** The metric at a ratio. */
  value(ratio: number): number;
  increasing: boolean;
  /** Least and largest ratio that one unit can have; null: no end is known, what was seen is extended. */
  least: number | null;
  most: number | null;
  /** Sums of squares: what was seen is extended by its square, and rare large errors need many rows to be seen. */
  squared?: boolean;
  /** Units are groups or blocks of rows. */
  grouped?: boolean;
  /** Terms that the view takes as exact, so that only a count of rows per class can vouch for them. */
  linearised?: boolean;
}

/** A median: values in ascending order with the unit of each. */
export interface QuantileView {
  kind: 'quantile';
  values: Float64Array;
  units: Uint32Array;
}

export type BoundView = RatioView | QuantileView;

/** A metric bound to the rows of one selection, sorted or summed once, evaluated many times. */
export interface Kernel {
  /** Value when unit u is taken `weights[u]` times; null takes every unit once. */
  measure(weights: Uint32Array | null): Measured;
  /** Present where leaving units out one by one is cheap and exact. */
  jackknife?(): Jackknife;
  /** Present where rows alone decide (each row its own unit), so cells can be drawn instead of rows. */
  cells?: CellView;
  /** Present for proportions; null where the denominator is zero. */
  proportion?(): Proportion | null;
  /** What bounds are made of; absent for metrics without an interval, null where the value is undefined. */
  view?(): BoundView | null;
  /**
   * Range of values when `mass` more units of the most harmful or most helpful kind are added.
   * Gives a bound where resampling cannot (an error that never occurred is never resampled).
   */
  extremes?(mass: number): { lower: number; upper: number };
}

export interface Metric {
  id: MetricId;
  /** Raised whenever a value could change for the same input. */
  version: string;
  tasks: readonly TaskKind[];
  direction: Direction;
  /** Closed range of the value; null is unbounded. */
  range: readonly [number | null, number | null];
  unit: MetricUnit;
  formula: string;
  source: string;
  needs: MetricNeed;
  /** `wilson`: a proportion over independent rows; `none`: no interval; the others say how resamples are read. */
  intervalMethod: 'wilson' | 'bca' | 'percentile' | 'none';
  /** Every class must be seen often enough for bounds to hold. */
  everyClass?: boolean;
  /** @throws RangeError naming the field when the frame or an option does not fit the metric. */
  kernel(frame: Frame, options: MetricOptions, selection: Selection): Kernel;
}

export type MetricId =
  | 'accuracy'
  | 'balanced_accuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | `${'precision' | 'recall' | 'f1'}_${'macro' | 'micro' | 'weighted'}`
  | 'mcc'
  | 'cohen_kappa'
  | 'roc_auc'
  | 'pr_auc'
  | 'log_loss'
  | 'brier'
  | 'ece'
  | 'top_k_accuracy'
  | 'mae'
  | 'rmse'
  | 'mape'
  | 'smape'
  | 'r2'
  | 'median_ae'
  | 'max_error'
  | 'bias'
  | 'mase'
  | 'skill_persistence'
  | 'skill_seasonal';

export function known(value: number, issue: Issue | null = null): Measured {
  return { value, issue };
}

export function undefinedBecause(issue: Issue): Measured {
  return { value: null, issue };
}
