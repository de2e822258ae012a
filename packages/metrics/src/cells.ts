import type { ClassificationFrame } from './frame.js';
import type { Selection } from './selection.js';

/** Row totals of a confusion matrix with k classes; all a label metric here needs. */
export interface Marginals {
  n: number;
  /** Rows of class c predicted as c. */
  hits: Float64Array;
  /** Rows whose truth is c. */
  truth: Float64Array;
  /** Rows predicted as c. */
  predicted: Float64Array;
}

export function noMarginals(k: number): Marginals {
  return { n: 0, hits: new Float64Array(k), truth: new Float64Array(k), predicted: new Float64Array(k) };
}

/** Counts `count` more rows (or fewer, when negative) in a cell truth × k + predicted. */
export function addCell(marginals: Marginals, cell: number, k: number, count: number): void {
  const truth = Math.floor(cell / k);
  const predicted = cell - truth * k;
  marginals.n += count;
  marginals.truth[truth]! += count;
  marginals.predicted[predicted]! += count;
  if (truth === predicted) marginals.hits[truth]! += count;
}

/** Cells that occur, as numbers truth × k + predicted, with how often they do. */
export interface CellCounts {
  cells: Float64Array;
  counts: Float64Array;
}

export function countCells(frame: ClassificationFrame, selection: Selection): CellCounts {
  const k = frame.classes.length;
  const { truth, predicted } = frame;
  const { rows, size } = selection;
  if (k > 1024) return countFewCells(frame, selection);
  const dense = new Int32Array(k * k);
  if (rows) {
    for (let i = 0; i < size; i++) {
      const row = rows[i]!;
      dense[truth[row]! * k + predicted[row]!]!++;
    }
  } else {
    for (let i = 0; i < size; i++) dense[truth[i]! * k + predicted[i]!]!++;
  }
  const cells: number[] = [];
  for (let c = 0; c < dense.length; c++) if (dense[c]! > 0) cells.push(c);
  return { cells: Float64Array.from(cells), counts: Float64Array.from(cells, (c) => dense[c]!) };
}

// With thousands of classes a dense k × k table would not fit in memory.
function countFewCells(frame: ClassificationFrame, selection: Selection): CellCounts {
  const k = frame.classes.length;
  const found = new Map<number, number>();
  for (let i = 0; i < selection.size; i++) {
    const row = selection.rows ? selection.rows[i]! : i;
    const cell = frame.truth[row]! * k + frame.predicted[row]!;
    found.set(cell, (found.get(cell) ?? 0) + 1);
  }
  const cells = Float64Array.from(found.keys()).sort();
  return { cells, counts: Float64Array.from(cells, (cell) => found.get(cell)!) };
}

/** Confusion counts of every unit: entries start[u] .. start[u + 1] - 1. */
export interface UnitCells {
  start: Uint32Array;
  cells: Float64Array;
  counts: Float64Array;
}

export function countUnitCells(
  frame: ClassificationFrame,
  selection: Selection,
  unitOf: Int32Array,
): UnitCells {
  const k = frame.classes.length;
  const { rows, size, units } = selection;
  const offset = new Uint32Array(units + 1);
  for (let i = 0; i < size; i++) offset[unitOf[i]! + 1]!++;
  for (let u = 0; u < units; u++) offset[u + 1]! += offset[u]!;
  const next = offset.slice(0, units);
  const sorted = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const row = rows ? rows[i]! : i;
    const place = next[unitOf[i]!]!++;
    sorted[place] = frame.truth[row]! * k + frame.predicted[row]!;
  }
  const start = new Uint32Array(units + 1);
  const cells = new Float64Array(size);
  const counts = new Float64Array(size);
  let end = 0;
  for (let u = 0; u < units; u++) {
    const own = sorted.subarray(offset[u]!, offset[u + 1]!).sort();
    for (let i = 0; i < own.length; i++) {
      if (i > 0 && own[i] === own[i - 1]) {
        counts[end - 1]!++;
      } else {
        cells[end] = own[i]!;
        counts[end] = 1;
        end++;
      }
    }
    start[u + 1] = end;
  }
  return { start, cells: cells.slice(0, end), counts: counts.slice(0, end) };
}

export function marginalsOf(k: number, cells: Float64Array, counts: Float64Array): Marginals {
  const sum = noMarginals(k);
  for (let c = 0; c < cells.length; c++) addCell(sum, cells[c]!, k, counts[c]!);
  return sum;
}
