import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { isResource } from '@scenario-lab/contracts/metrics';
import type { ClassificationFrame, Frame, RegressionFrame } from '@scenario-lab/metrics/frame';
import type { MetricId } from '@scenario-lab/metrics/metric';
import { metricById } from '@scenario-lab/metrics/registry';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import type { Truth } from './types.js';

/** Every metric of predictions the plan asks for, those of its criteria included, in the plan's order. */
export function metricsOf(plan: Pick<Plan, 'metrics' | 'criteria'>): MetricId[] {
  const asked = [...plan.metrics, ...plan.criteria.map((criterion) => criterion.metric)];
  return [...new Set(asked)].filter((id) => !isResource(id)).map((id) => metricById(id).id);
}

export const needsScores = (id: string): boolean => ['score', 'probabilities'].includes(metricById(id).needs);

/** Class names in the order scores are asked for; a binary task's positive class comes last. */
export function classesOf(labels: Iterable<string>, positive: string | null): string[] {
  const names = [...new Set(labels)].sort();
  return positive !== null && names.includes(positive)
    ? [...names.filter((name) => name !== positive), positive]
    : names;
}

/** Truth and predictions side by side, as the metrics read them. @throws RangeError where they do not fit */
export function frameOf(
  plan: Plan,
  classes: readonly string[],
  truth: Truth,
  predictions: Predictions,
): Frame {
  if (truth.labels) return classFrame(plan, classes, truth.labels, predictions);
  if (!truth.values || !predictions.values) throw new RangeError('predictions: values are needed');
  const frame: RegressionFrame = { truth: truth.values, predicted: predictions.values };
  if (truth.horizon) frame.horizon = truth.horizon;
  if (truth.naive) frame.naive = truth.naive;
  if (truth.seasonalNaive) frame.seasonalNaive = truth.seasonalNaive;
  if (truth.scale) frame.scale = truth.scale;
  return frame;
}

function classFrame(
  plan: Plan,
  classes: readonly string[],
  labels: readonly string[],
  predictions: Predictions,
): ClassificationFrame {
  if (!predictions.codes) throw new RangeError('predictions: class codes are needed');
  const codeOf = new Map(classes.map((name, code) => [name, code] as const));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label) ?? -1);
  const frame: ClassificationFrame = { classes, truth: codes, predicted: predictions.codes };
  if (predictions.scores) frame.scores = predictions.scores;
  if (plan.task === 'binary' && plan.positive !== null) frame.positive = codeOf.get(plan.positive) ?? -1;
  return frame;
}
