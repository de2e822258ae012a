import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { alphaFor, hopedFor } from '@scenario-lab/contracts/criterion-level';
import { type Criterion, isResource } from '@scenario-lab/contracts/metrics';

import { FEWEST_UNITS } from '@scenario-lab/metrics/bootstrap';
import { ENOUGH_POWER, powerForProportion, rowsForPower } from '@scenario-lab/metrics/power';
import { metricById } from '@scenario-lab/metrics/registry';
import { rowsForProportion } from '@scenario-lab/metrics/sample-size';
import { rowsOf } from './decidable.js';
import type { Needed, Problem, Truth } from './types.js';

export interface Enough {
  needed: Needed[];
  /** `criterion_cannot_pass`, `criterion_needs_more_rows`, `slice_empty`, and of a must `too_few_units`,
   * `criterion_underpowered` unless the department has answered it. */
  problems: Problem[];
  /** `too_few_units` where it decides nothing: verdicts will be inconclusive. */
  warnings: Problem[];
}

/**
 * Whether the hidden split is large enough for each criterion, at the level it is tested at (0.05 / looks).
 * Proportions over independent rows need what a faultless program needs for Wilson's bound to clear the
 * threshold, and a must that a program as good as hoped for passes in 4 of 5 cases; everything else 20 units.
 */
export function enoughFor(plan: Plan, truth: Truth): Enough {
  const enough: Enough = { needed: [], problems: [], warnings: [] };
  // Of what a run costs there is one measurement, however many rows it is over.
  for (const criterion of plan.criteria.filter(({ metric }) => !isResource(metric)))
    judge(criterion, plan, truth, enough);
  return enough;
}

function judge(criterion: Criterion, plan: Plan, truth: Truth, enough: Enough): void {
  const { id } = criterion;
  const slice = criterion.slice;
  const rows = rowsOf(truth, slice);
  const needed = smallest(criterion, plan, truth, rows);
  enough.needed.push(needed);
  if (slice && rows.length === 0)
    enough.problems.push({ code: 'slice_empty', place: id, detail: `${slice.column} = ${slice.value}` });
  else if (needed.units === null)
    enough.problems.push({
      code: 'criterion_cannot_pass',
      place: id,
      detail: `threshold ${criterion.threshold}`,
    });
  else if (needed.have < needed.units) {
    const detail = `${needed.units} needed, ${needed.have} there`;
    if (plan.resamplingUnit.kind === 'row')
      enough.problems.push({ code: 'criterion_needs_more_rows', place: id, detail });
    // Without them every verdict is inconclusive: what must be met could never be seen to be.
    else enough[criterion.must ? 'problems' : 'warnings'].push({ code: 'too_few_units', place: id, detail });
  } else if (criterion.must && needed.power !== undefined && needed.power < ENOUGH_POWER) {
    const asked = needed.unitsForPower == null ? 'no number of rows is' : `${needed.unitsForPower} are`;
    const detail = `${Math.round(100 * needed.power)} % with ${needed.have} rows, ${asked} enough for 80 %`;
    const answered = plan.powerAnswer !== undefined;
    enough[answered ? 'warnings' : 'problems'].push({ code: 'criterion_underpowered', place: id, detail });
  }
}

function smallest(criterion: Criterion, plan: Plan, truth: Truth, rows: number[]): Needed {
  const metric = metricById(criterion.metric);
  const byRow = plan.resamplingUnit.kind === 'row';
  const direction = criterion.direction === 'at_least' ? 'higher' : 'lower';
  const [least, most] = metric.direction === 'zero' ? [0, null] : metric.range;
  const outOfReach =
    direction === 'higher'
      ? most !== null && criterion.threshold > most
      : least !== null && criterion.threshold < least;
  const units = byRow ? rows.length : new Set(rows.map((at) => truth.units?.[at])).size;
  if (outOfReach) return { criterion: criterion.id, units: null, have: units };
  if (metric.intervalMethod === 'none') return { criterion: criterion.id, units: 1, have: rows.length };
  if (metric.intervalMethod !== 'wilson' || !byRow)
    return { criterion: criterion.id, units: FEWEST_UNITS, have: units };
  // Precision and recall count positives only; a faultless program names exactly the true ones.
  const ofPositives = metric.id === 'precision' || metric.id === 'recall';
  const trials = ofPositives ? rows.filter((at) => truth.labels?.[at] === plan.positive).length : rows.length;
  const { threshold } = criterion;
  const needed = rowsForProportion({ threshold, direction, alpha: alphaFor(plan.looks) });
  if (needed === null) return { criterion: criterion.id, units: null, have: trials };
  const hoped = hopedFor(criterion, true)!;
  const asked = { threshold, direction, alpha: alphaFor(plan.looks) } as const;
  return {
    criterion: criterion.id,
    units: needed,
    have: trials,
    power: powerForProportion(asked, hoped, trials),
    unitsForPower: rowsForPower(asked, hoped),
  };
}
