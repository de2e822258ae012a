import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { compute } from '@scenario-lab/metrics/registry';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { frameOf, metricsOf } from './frame.js';
import type { Truth } from './types.js';

/**
 * What the plan's baseline would have predicted for the rows of `truth`: the most frequent class of the open
 * rows (scores: their class shares) or their mean; for forecasts the last value seen or the value a season ago.
 * @param open truths of the sample and validation splits
 * @throws RangeError when the baseline has nothing to learn from
 */
export function baselinePredictions(
  plan: Plan,
  classes: readonly string[],
  truth: Truth,
  open: readonly Truth[],
): Predictions {
  const n = truth.ids.length;
  if (plan.baseline === 'majority') return majority(plan, classes, n, open);
  const constant = { codes: null, scores: null };
  if (plan.baseline === 'persistence') return { ...constant, values: columnOf(truth.naive) };
  if (plan.baseline === 'seasonal_naive') return { ...constant, values: columnOf(truth.seasonalNaive) };
  const values = open.flatMap((one) => [...(one.values ?? [])]);
  if (values.length === 0) throw new RangeError('baseline: there are no open rows');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ...constant, values: new Float64Array(n).fill(mean) };
}

function columnOf(column: Float64Array | null): Float64Array {
  if (!column) throw new RangeError('baseline: only forecasts have a naive prediction');
  return column;
}

function majority(plan: Plan, classes: readonly string[], n: number, open: readonly Truth[]): Predictions {
  const counts = new Float64Array(classes.length);
  const codeOf = new Map(classes.map((name, code) => [name, code] as const));
  for (const { labels } of open) for (const label of labels ?? []) counts[codeOf.get(label)!]! += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new RangeError('baseline: there are no open rows');
  const winner = counts.indexOf(Math.max(...counts));
  const shares = counts.map((count) => count / total);
  const positive = plan.positive === null ? -1 : classes.indexOf(plan.positive);
  const scores =
    plan.task === 'binary'
      ? new Float64Array(n).fill(shares[positive]!)
      : Float64Array.from({ length: n * classes.length }, (_, at) => shares[at % classes.length]!);
  return { codes: new Int32Array(n).fill(winner), values: null, scores };
}

/** The plan's metrics of its baseline, by the same code that scores runs; undefined ones are left out. */
export function baselineResult(
  plan: Plan,
  classes: readonly string[],
  truth: Truth,
  open: readonly Truth[],
): { metric: string; value: number }[] {
  const frame = frameOf(plan, classes, truth, baselinePredictions(plan, classes, truth, open));
  return metricsOf(plan).flatMap((metric) => {
    const { value } = compute(metric, frame);
    return value === null ? [] : [{ metric, value }];
  });
}
