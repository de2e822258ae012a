import { addCell, type CellCounts, type Marginals, type UnitCells } from './cells.js';
import type { LabelRule } from './label-rule.js';
import type { RatioView } from './metric.js';

/** Rows of a confusion table, as they fall into cells or, under groups and blocks, into units. */
export interface CellRows {
  total: Marginals;
  k: number;
  /** All cells that occur. */
  cells: CellCounts;
  /** The same per unit; null where each row is its own unit. */
  perUnit: UnitCells | null;
}

/**
 * View of a label metric: by the ratio it is where its rule says so, else by how the value moves with one row more
 * of each cell (infinitesimal jackknife; Efron & Tibshirani 1993, 22.6).
 */
export function labelView(rule: LabelRule, rows: CellRows): RatioView | null {
  const value = rule.measure(rows.total).value;
  if (value === null || rows.total.n === 0) return null;
  if (rule.ratio) {
    const { of } = rule.ratio;
    const parts = (cell: number) => of(Math.floor(cell / rows.k), cell % rows.k);
    const units = unitsOf(rows, parts);
    if (units.bottom.every((bottom) => bottom === 0)) return null;
    return { kind: 'ratio', units, value: (ratio) => ratio, increasing: true, least: 0, most: 1 };
  }
  return linearised(rule, rows, value);
}

function unitsOf({ cells, perUnit }: CellRows, parts: (cell: number) => readonly [number, number]) {
  if (!perUnit) {
    const top = new Float64Array(cells.cells.length);
    const bottom = new Float64Array(top.length);
    for (let c = 0; c < top.length; c++) [top[c], bottom[c]] = parts(cells.cells[c]!) as [number, number];
    return { top, bottom, times: cells.counts };
  }
  const units = perUnit.start.length - 1;
  const top = new Float64Array(units);
  const bottom = new Float64Array(units);
  for (let u = 0; u < units; u++) {
    for (let e = perUnit.start[u]!; e < perUnit.start[u + 1]!; e++) {
      const [one, of] = parts(perUnit.cells[e]!);
      top[u]! += one * perUnit.counts[e]!;
      bottom[u]! += of * perUnit.counts[e]!;
    }
  }
  return { top, bottom };
}

function linearised(rule: LabelRule, rows: CellRows, value: number): RatioView {
  const { total, k, cells, perUnit } = rows;
  const moving: Marginals = {
    n: total.n,
    hits: total.hits.slice(),
    truth: total.truth.slice(),
    predicted: total.predicted.slice(),
  };
  /** Change of the value per row when `mass` more rows fall into a cell, as if they were a share of all. */
  const influence = (cell: number, mass: number): number | null => {
    addCell(moving, cell, k, mass);
    const moved = rule.measure(moving).value;
    addCell(moving, cell, k, -mass);
    return moved === null ? null : ((moved - value) * (total.n + mass)) / mass;
  };
  const small = total.n * 1e-6;
  const known = new Map<number, number>();
  for (const cell of cells.cells) {
    const one = influence(cell, small) ?? 0;
    // Differences of doubles this small are rounding: a flawless program has no spread.
    known.set(cell, Math.abs(one) < 1e-7 ? 0 : one);
  }
  const units = unitsOf(rows, (cell) => [known.get(cell)!, 1]);
  const [least, most] = perUnit ? wholeUnit(rule, rows, value) : worstRow(rows, influence);
  return {
    kind: 'ratio',
    units,
    value: (ratio) => value + ratio,
    increasing: true,
    least,
    most,
    linearised: true,
  };
}

/** The least and the largest that one row more can do, over all cells (of the 64 rarest classes at most). */
function worstRow(
  { total, k }: CellRows,
  influence: (cell: number, mass: number) => number | null,
): [number, number] {
  const range: [number, number] = [0, 0];
  const rarest = Array.from({ length: k }, (_, c) => c)
    .filter((c) => total.truth[c]! > 0)
    .sort((a, b) => total.truth[a]! - total.truth[b]!)
    .slice(0, 64);
  for (const truth of rarest)
    for (const predicted of rarest) {
      const one = influence(truth * k + predicted, 1);
      if (one === null) continue;
      range[0] = Math.min(range[0], one);
      range[1] = Math.max(range[1], one);
    }
  return range;
}

/** What one unit more with the classes as they are does, per row, when all its rows are wrong, or all right. */
function wholeUnit(rule: LabelRule, { total, k, perUnit }: CellRows, value: number): [number, number] {
  const share = 1 / Math.max(1, perUnit!.start.length - 1);
  const moved = (shift: number): number => {
    const more: Marginals = {
      n: total.n * (1 + share),
      hits: total.hits.slice(),
      truth: total.truth.map((count) => count * (1 + share)),
      predicted: total.predicted.slice(),
    };
    for (let c = 0; c < k; c++) {
      const count = total.truth[c]! * share;
      more.predicted[(c + shift) % k]! += count;
      if (shift === 0) more.hits[c]! += count;
    }
    const changed = rule.measure(more).value ?? value;
    return ((changed - value) * (1 + share)) / share;
  };
  return [Math.min(0, moved(1)), Math.max(0, moved(0))];
}
