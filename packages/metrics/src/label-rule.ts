import type { Marginals } from './cells.js';
import type { Measured, Proportion } from './metric.js';

/** A label metric: its value from confusion marginals, for one choice of options. */
export interface LabelRule {
  measure(marginals: Marginals): Measured;
  proportion?(marginals: Marginals): Proportion | null;
  /** Where the value is a ratio of counts in [0, 1]: what a row of a cell adds to its top and bottom. */
  ratio?: { of(truth: number, predicted: number): readonly [number, number] };
}
