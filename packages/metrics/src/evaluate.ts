import { bootstrapBounds, checkResampling, type Resampling } from './bootstrap.js';
import { checkFrame, type Frame } from './frame.js';
import { type BoundsResult, type NoBounds, noBounds, type Range, wilsonBounds } from './interval.js';
import type { IntervalMethod, Issue, Kernel, Metric, MetricId, MetricOptions, TaskKind } from './metric.js';
import { streamSeed } from './random.js';
import { metricById } from './registry.js';
import { type Selection, select } from './selection.js';

export interface Slice {
  column: string;
  value: string;
}

export interface MetricRequest {
  id: MetricId;
  options?: MetricOptions;
  /** Rows whose `column` has `value`; all rows when absent. */
  slice?: Slice | null;
}

/** What is resampled: rows, or whole groups or blocks of rows with one id each. */
export type ResamplingUnit = { kind: 'row' } | { kind: 'group' | 'block'; ids: Int32Array };

export interface EvaluateInput {
  task: TaskKind;
  frame: Frame;
  metrics: readonly MetricRequest[];
  /** Per slicing column, one value per frame row. */
  slices?: Readonly<Record<string, readonly string[]>>;
  unit: ResamplingUnit;
  /** Same seed, same bounds; bounds of one metric do not depend on which others are asked for. */
  seed: bigint;
  /** Error of each one-sided bound, 0.05 / 3 say. */
  alpha: number;
  /** Level of the two-sided interval; 0.95 when absent. */
  level?: number;
  /** 1,000 when absent. */
  resamples?: number;
}

export interface Evaluation {
  id: MetricId;
  version: string;
  options: MetricOptions;
  slice: Slice | null;
  rows: number;
  units: number;
  value: number | null;
  issue: Issue | null;
  /** Method the bounds come from; `none` without bounds. */
  method: IntervalMethod;
  interval: { lower: number; upper: number; level: number } | null;
  oneSided: { lower: number; upper: number; alpha: number } | null;
  /** Why there are no bounds; null when there are. */
  noBounds: NoBounds | null;
  tooFewUnits: boolean;
}

/** Every request once per value of every slicing column, after the request itself; values in ascending order. */
export function withSlices(
  requests: readonly MetricRequest[],
  slices: Readonly<Record<string, readonly string[]>>,
): MetricRequest[] {
  const declared = Object.entries(slices).flatMap(([column, values]) =>
    [...new Set(values)].sort().map((value) => ({ column, value })),
  );
  return requests.flatMap((request) => [request, ...declared.map((slice) => ({ ...request, slice }))]);
}

/**
 * Values, intervals and one-sided bounds of the requested metrics, in the order asked.
 * Classification or regression frames of n rows; ids and slice columns have n entries.
 * @throws RangeError naming the field when input does not fit together
 */
export function evaluate(input: EvaluateInput): Evaluation[] {
  const { frame, unit } = input;
  checkFrame(frame);
  const resampling: Resampling = {
    level: input.level ?? 0.95,
    alpha: input.alpha,
    resamples: input.resamples ?? 1000,
    seed: input.seed,
  };
  checkResampling(resampling);
  const bySlice = new Map<string, number[]>();
  input.metrics.forEach((request, i) => {
    const metric = metricById(request.id);
    if (!metric.tasks.includes(input.task)) {
      throw new RangeError(`metrics[${i}].id: ${request.id} is not a metric of ${input.task}`);
    }
    const key = request.slice ? JSON.stringify([request.slice.column, request.slice.value]) : '';
    const group = bySlice.get(key);
    if (group) group.push(i);
    else bySlice.set(key, [i]);
  });
  const out = new Array<Evaluation>(input.metrics.length);
  for (const [key, places] of bySlice) {
    const requests = places.map((place) => input.metrics[place]!);
    const rows = sliceRows(requests[0]!.slice ?? null, input);
    const selection = select(frame.truth.length, rows, unit.kind === 'row' ? null : unit.ids);
    const seed = streamSeed(input.seed, key);
    const evaluations = evaluateSelection(requests, input, selection, { ...resampling, seed });
    places.forEach((place, j) => {
      out[place] = evaluations[j]!;
    });
  }
  return out;
}

function sliceRows(slice: Slice | null, { frame, slices }: EvaluateInput): Int32Array | null {
  if (!slice) return null;
  const column = slices && Object.hasOwn(slices, slice.column) ? slices[slice.column] : undefined;
  if (!column) throw new RangeError(`slices: no column is called ${JSON.stringify(slice.column)}`);
  const n = frame.truth.length;
  if (column.length !== n)
    throw new RangeError(`slices.${slice.column}: ${column.length} rows, the frame has ${n}`);
  const rows = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) if (column[i] === slice.value) rows[size++] = i;
  return rows.slice(0, size);
}

function within<T extends Range>(range: Metric['range'], bounds: T): T {
  return {
    ...bounds,
    lower: Math.max(bounds.lower, range[0] ?? Number.NEGATIVE_INFINITY),
    upper: Math.min(bounds.upper, range[1] ?? Number.POSITIVE_INFINITY),
  };
}

/** Ends that arithmetic could not hold are no bounds. */
function finiteBounds(result: BoundsResult): BoundsResult {
  if ('none' in result) return result;
  const { interval, oneSided } = result;
  const ends = [interval.lower, interval.upper, oneSided.lower, oneSided.upper];
  return ends.every(Number.isFinite) ? result : noBounds('unstable');
}

type Plan = 'wilson' | 'bca' | 'percentile' | { none: NoBounds };

function planFor(metric: Metric, kernel: Kernel, value: number | null, task: TaskKind, byRow: boolean): Plan {
  if (metric.intervalMethod === 'none') return { none: 'no_method' };
  if (value === null) return { none: 'undefined_value' };
  // Neighbouring rows of a series resemble each other; row by row their number would overstate what is known.
  if (task === 'forecasting' && byRow) return { none: 'series_needs_blocks' };
  if (metric.intervalMethod !== 'wilson') return metric.intervalMethod;
  if (!byRow) return 'bca';
  return kernel.proportion?.() ? 'wilson' : { none: 'undefined_value' };
}

function evaluateSelection(
  requests: readonly MetricRequest[],
  { task, frame, unit }: EvaluateInput,
  selection: Selection,
  resampling: Resampling,
): Evaluation[] {
  const bound = requests.map((request) => {
    const metric = metricById(request.id);
    const kernel = metric.kernel(frame, request.options ?? {}, selection);
    const measured = kernel.measure(null);
    const plan = planFor(metric, kernel, measured.value, task, unit.kind === 'row');
    return { request, metric, kernel, measured, plan };
  });
  const resampled = bound.filter(({ plan }) => plan === 'bca' || plan === 'percentile');
  const bounds = bootstrapBounds(
    resampled.map(({ kernel }) => kernel),
    resampled.map(({ plan }) => (plan === 'percentile' ? 'percentile' : 'bca')),
    selection,
    resampling,
  );
  return bound.map((one) => {
    const { request, metric, kernel, measured, plan } = one;
    const result = finiteBounds(
      typeof plan === 'object'
        ? noBounds(plan.none)
        : plan === 'wilson'
          ? wilsonBounds(kernel.proportion!()!, resampling)
          : bounds[resampled.indexOf(one)]!,
    );
    const none = 'none' in result;
    return {
      id: metric.id,
      version: metric.version,
      options: request.options ?? {},
      slice: request.slice ?? null,
      rows: selection.size,
      units: selection.units,
      ...measured,
      method: none ? 'none' : result.method,
      interval: none ? null : within(metric.range, result.interval),
      oneSided: none ? null : within(metric.range, result.oneSided),
      noBounds: none ? result.none : null,
      tooFewUnits: none && result.tooFewUnits,
    };
  });
}
