import {
  addCell,
  countCells,
  countUnitCells,
  type Marginals,
  marginalsOf,
  noMarginals,
  type UnitCells,
} from './cells.js';
import { type ClassificationFrame, classification, type Frame } from './frame.js';
import type { LabelRule } from './label-rule.js';
import { labelView } from './label-view.js';
import type { Jackknife, Kernel, MetricOptions } from './metric.js';
import type { Selection } from './selection.js';

/** Kernel of a label metric: confusion counts are aggregated once, resamples only sum them. */
export function labelKernel(
  given: Frame,
  options: MetricOptions,
  selection: Selection,
  ruleOf: (frame: ClassificationFrame, options: MetricOptions) => LabelRule,
): Kernel {
  const frame = classification(given);
  const rule = ruleOf(frame, options);
  const k = frame.classes.length;
  const all = countCells(frame, selection);
  const { cells, counts } = all;
  const total = marginalsOf(k, cells, counts);
  const shared = {
    extremes: (mass: number) => extremes(rule, total, k, (mass * total.n) / Math.max(1, selection.units)),
    proportion: rule.proportion && (() => rule.proportion!(total)),
  };
  if (!selection.unitOf) {
    return {
      ...shared,
      measure: (weights) => rule.measure(weights ? weighRows(frame, selection, weights) : total),
      jackknife: () => dropRows(rule, total, k, cells, counts),
      view: () => labelView(rule, { total, k, cells: all, perUnit: null }),
      cells: { counts, measure: (drawn) => rule.measure(marginalsOf(k, cells, drawn)) },
    };
  }
  const perUnit = countUnitCells(frame, selection, selection.unitOf);
  return {
    ...shared,
    measure: (weights) => rule.measure(weights ? weighUnits(perUnit, k, weights) : total),
    view: () => labelView(rule, { total, k, cells: all, perUnit }),
    jackknife: () => dropUnits(rule, total, k, perUnit, selection.units),
  };
}

function weighRows(frame: ClassificationFrame, { rows, size }: Selection, weights: Uint32Array): Marginals {
  const sum = noMarginals(frame.classes.length);
  for (let i = 0; i < size; i++) {
    const row = rows ? rows[i]! : i;
    const weight = weights[i]!;
    const truth = frame.truth[row]!;
    const predicted = frame.predicted[row]!;
    sum.n += weight;
    sum.truth[truth]! += weight;
    sum.predicted[predicted]! += weight;
    if (truth === predicted) sum.hits[truth]! += weight;
  }
  return sum;
}

function weighUnits(perUnit: UnitCells, k: number, weights: Uint32Array): Marginals {
  const sum = noMarginals(k);
  for (let u = 0; u < weights.length; u++) {
    const weight = weights[u]!;
    if (weight === 0) continue;
    for (let e = perUnit.start[u]!; e < perUnit.start[u + 1]!; e++) {
      addCell(sum, perUnit.cells[e]!, k, weight * perUnit.counts[e]!);
    }
  }
  return sum;
}

function dropRows(
  rule: LabelRule,
  total: Marginals,
  k: number,
  cells: Float64Array,
  counts: Float64Array,
): Jackknife {
  const values = new Float64Array(cells.length);
  for (let c = 0; c < cells.length; c++) {
    addCell(total, cells[c]!, k, -1);
    values[c] = rule.measure(total).value ?? Number.NaN;
    addCell(total, cells[c]!, k, 1);
  }
  return { values, weights: counts };
}

function dropUnits(
  rule: LabelRule,
  total: Marginals,
  k: number,
  perUnit: UnitCells,
  units: number,
): Jackknife {
  const values = new Float64Array(units);
  for (let u = 0; u < units; u++) {
    for (const sign of [-1, 1]) {
      for (let e = perUnit.start[u]!; e < perUnit.start[u + 1]!; e++) {
        addCell(total, perUnit.cells[e]!, k, sign * perUnit.counts[e]!);
      }
      if (sign < 0) values[u] = rule.measure(total).value ?? Number.NaN;
    }
  }
  return { values, weights: new Float64Array(units).fill(1) };
}

/** Value range when `mass` more rows fall into one cell, over all cells (of the 64 rarest classes at most). */
function extremes(
  rule: LabelRule,
  total: Marginals,
  k: number,
  mass: number,
): { lower: number; upper: number } {
  const moving: Marginals = {
    n: total.n,
    hits: total.hits.slice(),
    truth: total.truth.slice(),
    predicted: total.predicted.slice(),
  };
  const value = rule.measure(total).value ?? 0;
  const range = { lower: value, upper: value };
  const rarest = Array.from({ length: k }, (_, c) => c)
    .sort((a, b) => total.truth[a]! - total.truth[b]!)
    .slice(0, 64);
  for (const truth of rarest) {
    for (const predicted of rarest) {
      addCell(moving, truth * k + predicted, k, mass);
      const moved = rule.measure(moving).value;
      addCell(moving, truth * k + predicted, k, -mass);
      if (moved === null) continue;
      range.lower = Math.min(range.lower, moved);
      range.upper = Math.max(range.upper, moved);
    }
  }
  return range;
}
