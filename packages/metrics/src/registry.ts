import type { Frame } from './frame.js';
import { labelMetrics } from './label-metrics.js';
import type { Measured, Metric, MetricOptions } from './metric.js';
import { scoreMetrics } from './score-metrics.js';
import { everyRow, select } from './selection.js';
import { totalMetric } from './total-kernel.js';
import { valueMetrics } from './value-metrics.js';

/** Every kernel of these is total: a finite figure or the cause why there is none. */
export const metrics: readonly Metric[] = [...labelMetrics, ...scoreMetrics, ...valueMetrics].map(
  totalMetric,
);

const byId = new Map<string, Metric>(metrics.map((metric) => [metric.id, metric]));

/** @throws RangeError when no metric has the id */
export function metricById(id: string): Metric {
  const metric = byId.get(id);
  if (!metric) throw new RangeError(`id: no metric is called ${JSON.stringify(id)}`);
  return metric;
}

/** Which rows count, and how often: row numbers (repeats allowed), or how often each frame row is taken. */
export type RowChoice = { rows: Int32Array } | { counts: Uint32Array };

/**
 * Value of one metric over all rows, or over a choice of them, without copying the frame.
 * The frame must have passed `checkFrame`.
 * @throws RangeError naming the field when the frame or an option does not fit the metric
 */
export function compute(id: string, frame: Frame, options: MetricOptions = {}, choice?: RowChoice): Measured {
  const metric = metricById(id);
  const n = frame.truth.length;
  if (choice && 'rows' in choice)
    return metric.kernel(frame, options, select(n, choice.rows, null)).measure(null);
  if (choice && choice.counts.length !== n) {
    throw new RangeError(`counts: ${choice.counts.length} rows, the frame has ${n}`);
  }
  return metric.kernel(frame, options, everyRow(n)).measure(choice ? choice.counts : null);
}
