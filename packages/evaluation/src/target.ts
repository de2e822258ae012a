import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import { isClasses } from './check-plan.js';
import { classesOf } from './frame.js';
import { numbersOf } from './table.js';
import type { Problem } from './types.js';

/** The target as the task reads it; empty cells are missing. */
export interface Target {
  cells: readonly string[];
  /** NaN where missing; null for classes. */
  numbers: Float64Array | null;
  classes: string[];
  missing: Uint8Array;
}

const MOST_CLASSES = 1_000;

/**
 * Reads the target column. Problems: `target_empty`, `target_not_numeric`, `target_constant`, `not_two_classes`,
 * `positive_missing`, `too_many_classes`.
 */
export function readTarget(plan: Plan, cells: readonly string[]): { target: Target } | { problem: Problem } {
  const fail = (code: string, detail: string, place = plan.target) => ({ problem: { code, place, detail } });
  const missing = Uint8Array.from(cells, (cell) => (cell === '' ? 1 : 0));
  const values = new Set(cells);
  values.delete('');
  if (values.size === 0) return fail('target_empty', 'no row has a value');
  if (values.size === 1) return fail('target_constant', 'all rows have the same value');
  if (!isClasses(plan)) {
    const { values: numbers, bad } = numbersOf(cells);
    if (bad >= 0) return fail('target_not_numeric', shown(cells[bad]!), `${plan.target}, row ${bad + 1}`);
    return { target: { cells, numbers, classes: [], missing } };
  }
  const positive = plan.task === 'binary' ? plan.positive : null;
  const classes = classesOf(values, positive);
  if (plan.task === 'binary' && classes.length !== 2)
    return fail('not_two_classes', `${classes.length} classes`);
  if (positive !== null && !classes.includes(positive)) return fail('positive_missing', shown(positive));
  if (classes.length > MOST_CLASSES) return fail('too_many_classes', `${classes.length} classes`);
  return { target: { cells, numbers: null, classes, missing } };
}
