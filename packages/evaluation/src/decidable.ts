import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { isResource } from '@scenario-lab/contracts/metrics';
import type { Issue } from '@scenario-lab/metrics/metric';
import { compute } from '@scenario-lab/metrics/registry';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { frameOf, metricsOf } from './frame.js';
import type { Problem, Truth } from './types.js';

export interface Decidable {
  /** `metric_undefined` of a must (place: the criterion), `one_class`. */
  problems: Problem[];
  /** `metric_undefined` of whatever decides nothing (place: criterion or metric), `nothing_required`. */
  warnings: Problem[];
}

/** What a program that makes no mistake answers: the true class with certainty, the true value. */
export function flawless(plan: Plan, classes: readonly string[], truth: Truth): Predictions {
  const { labels, values } = truth;
  if (!labels) return { codes: null, values, scores: null };
  const codeOf = new Map(classes.map((name, code) => [name, code] as const));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label)!);
  const positive = plan.task === 'binary' ? codeOf.get(plan.positive ?? '') : undefined;
  if (plan.task === 'binary')
    return { codes, values: null, scores: Float64Array.from(codes, (code) => Number(code === positive)) };
  const scores = new Float64Array(labels.length * classes.length);
  for (const [at, code] of codes.entries()) scores[at * classes.length + code] = 1;
  return { codes, values: null, scores };
}

/**
 * Whether the hidden truth lets the plan's metrics say anything at all. Measured by a program without a mistake:
 * where even its figure is missing (MAPE with a true value of 0, R² of a constant truth) or filled by a convention
 * (recall without a positive, a class that is absent), no program's means anything, and every look at the exam
 * would end as inconclusive.
 */
export function decidable(plan: Plan, classes: readonly string[], truth: Truth): Decidable {
  const found: Decidable = { problems: [], warnings: [] };
  if (truth.labels && new Set(truth.labels).size < 2)
    found.problems.push({ code: 'one_class', place: 'hidden', detail: truth.labels[0] ?? '' });
  const frame = frameOf(plan, classes, truth, flawless(plan, classes, truth));
  const issueOf = (metric: string, rows: readonly number[]): Issue | null => {
    const { value, issue } = compute(metric, frame, {}, { rows: Int32Array.from(rows) });
    return value === null ? (issue ?? 'empty') : issue;
  };
  const criteria = plan.criteria.filter(({ metric }) => !isResource(metric));
  for (const { id, metric, slice, must } of criteria) {
    const rows = rowsOf(truth, slice);
    // An empty slice is told as such.
    if (rows.length === 0) continue;
    const issue = issueOf(metric, rows);
    if (issue === null) continue;
    const where = slice ? `${metric}, ${slice.column} = ${slice.value}` : metric;
    const said = { code: 'metric_undefined', place: id, detail: `${where}: ${issue}` };
    found[must ? 'problems' : 'warnings'].push(said);
  }
  const judged = new Set(criteria.filter(({ slice }) => !slice).map(({ metric }) => metric));
  for (const metric of metricsOf(plan).filter((id) => !judged.has(id))) {
    const issue = issueOf(metric, rowsOf(truth, undefined));
    if (issue !== null) found.warnings.push({ code: 'metric_undefined', place: metric, detail: issue });
  }
  if (!plan.criteria.some(({ must }) => must))
    found.warnings.push({ code: 'nothing_required', place: 'criteria', detail: 'no criterion is a must' });
  return found;
}

/** Rows of the truth, from 0, that a criterion is of. */
export function rowsOf(truth: Truth, slice: { column: string; value: string } | undefined): number[] {
  const cells = slice && truth.slices[slice.column];
  return truth.ids.flatMap((_, at) => (!slice || cells?.[at] === slice.value ? [at] : []));
}
