import { CALIBRATION_BINS } from './calibration.js';
import { countCells, marginalsOf } from './cells.js';
import { type ClassificationFrame, type RegressionFrame } from './frame.js';
import { scoreOf } from './label-metrics.js';
import type { Measured, MetricId } from './metric.js';
import { areProbabilities, binOf, confidences } from './probabilities.js';
import { compute } from './registry.js';
import { select } from './selection.js';

/** Rows by truth (outer index) and prediction (inner index), k × k, in the order of `classes`. */
export function confusionMatrix(frame: ClassificationFrame, rows: Int32Array | null = null): number[][] {
  const k = frame.classes.length;
  const { cells, counts } = countCells(frame, select(frame.truth.length, rows, null));
  const table = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  cells.forEach((cell, i) => {
    table[Math.floor(cell / k)]![cell % k] = counts[i]!;
  });
  return table;
}

export interface ClassRow {
  class: string;
  /** 0 where no row is predicted so. */
  precision: number;
  /** 0 where no row is truly so. */
  recall: number;
  f1: number;
  /** Rows truly of the class. */
  support: number;
  /** Rows predicted as the class. */
  predicted: number;
}

export function perClass(frame: ClassificationFrame, rows: Int32Array | null = null): ClassRow[] {
  const k = frame.classes.length;
  const { cells, counts } = countCells(frame, select(frame.truth.length, rows, null));
  const marginals = marginalsOf(k, cells, counts);
  return frame.classes.map((name, c) => ({
    class: name,
    precision: scoreOf('precision', marginals, c),
    recall: scoreOf('recall', marginals, c),
    f1: scoreOf('f1', marginals, c),
    support: marginals.truth[c]!,
    predicted: marginals.predicted[c]!,
  }));
}

export interface ReliabilityBin {
  /** Confidence in (lower, upper]; the first bin includes 0. */
  lower: number;
  upper: number;
  rows: number;
  /** Mean confidence; null without rows. */
  confidence: number | null;
  /** Share that came true; null without rows. */
  observed: number | null;
}

/**
 * Bins of a reliability diagram, as `ece` uses them; null where the scores are no probabilities.
 * @throws RangeError without scores
 */
export function reliability(
  frame: ClassificationFrame,
  rows: Int32Array | null = null,
): ReliabilityBin[] | null {
  const selection = select(frame.truth.length, rows, null);
  if (!areProbabilities(frame, selection)) return null;
  const { confidence, hit } = confidences(frame, selection);
  const counts = new Float64Array(CALIBRATION_BINS);
  const sums = new Float64Array(CALIBRATION_BINS);
  const hits = new Float64Array(CALIBRATION_BINS);
  for (let i = 0; i < confidence.length; i++) {
    const bin = binOf(confidence[i]!, CALIBRATION_BINS);
    counts[bin]! += 1;
    sums[bin]! += confidence[i]!;
    hits[bin]! += hit[i]!;
  }
  return Array.from(counts, (count, bin) => ({
    lower: bin / CALIBRATION_BINS,
    upper: (bin + 1) / CALIBRATION_BINS,
    rows: count,
    confidence: count === 0 ? null : sums[bin]! / count,
    observed: count === 0 ? null : hits[bin]! / count,
  }));
}

export interface HorizonRow {
  /** Steps ahead of the origin. */
  horizon: number;
  rows: number;
  values: Partial<Record<MetricId, Measured>>;
}

/**
 * Metrics by steps ahead, ascending.
 * @throws RangeError without `frame.horizon`
 */
export function perHorizon(frame: RegressionFrame, ids: readonly MetricId[]): HorizonRow[] {
  const { horizon } = frame;
  if (!horizon) throw new RangeError('horizon: the frame has no such column');
  const rowsOf = new Map<number, number[]>();
  horizon.forEach((steps, row) => {
    const rows = rowsOf.get(steps);
    if (rows) rows.push(row);
    else rowsOf.set(steps, [row]);
  });
  return [...rowsOf]
    .sort(([a], [b]) => a - b)
    .map(([steps, rows]) => {
      const choice = { rows: Int32Array.from(rows) };
      return {
        horizon: steps,
        rows: rows.length,
        values: Object.fromEntries(ids.map((id) => [id, compute(id, frame, {}, choice)])),
      };
    });
}
