import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import type { Problem } from './types.js';

/** A column as the check needs it; `numbers` where every filled cell is a number. */
export interface Suspect {
  name: string;
  cells: readonly string[];
  numbers: Float64Array | null;
}

// A value that stands for fewer rows than this says little: every unique text "determines" its row's target.
const ROWS_PER_VALUE = 5;
const PERFECT = 1 - 1e-9;

/**
 * Columns that give the target away: each of their (often repeated) values stands with one value of the target,
 * or they correlate with it perfectly. Code `column_determines_target`.
 * @param targetNumbers of a numeric target, else null
 */
export function determiningColumns(
  suspects: readonly Suspect[],
  target: readonly string[],
  targetNumbers: Float64Array | null,
): Problem[] {
  return suspects.flatMap(({ name, cells, numbers }) => {
    const how = determines(cells, target)
      ? 'each of its values goes with one value of the target'
      : numbers && targetNumbers && Math.abs(correlation(numbers, targetNumbers)) >= PERFECT
        ? 'its correlation with the target is 1'
        : null;
    return how === null ? [] : [{ code: 'column_determines_target', place: shown(name), detail: how }];
  });
}

function determines(cells: readonly string[], target: readonly string[]): boolean {
  const meaning = new Map<string, string>();
  let filled = 0;
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row]!;
    if (cell === '') continue;
    filled += 1;
    const known = meaning.get(cell);
    if (known === undefined) meaning.set(cell, target[row]!);
    else if (known !== target[row]) return false;
  }
  const targets = new Set(meaning.values());
  return targets.size > 1 && filled >= 0.5 * cells.length && filled >= ROWS_PER_VALUE * meaning.size;
}

/** Pearson's r over the rows where both are numbers; 0 where either does not vary or fewer than 10 rows are left. */
export function correlation(x: Float64Array, y: Float64Array): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let row = 0; row < x.length; row += 1) {
    const dx = x[row]! - meanX;
    const dy = y[row]! - meanY;
    if (Number.isNaN(dx) || Number.isNaN(dy)) continue;
    n += 1;
    meanX += dx / n;
    meanY += dy / n;
    // Welford's updates: no cancellation for values far from 0.
    xx += dx * (x[row]! - meanX);
    yy += dy * (y[row]! - meanY);
    xy += dx * (y[row]! - meanY);
  }
  return n < 10 || xx <= 0 || yy <= 0 ? 0 : xy / Math.sqrt(xx * yy);
}
