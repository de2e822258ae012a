import { FEWEST_UNITS } from './bootstrap.js';
import { proportionBounds, viewBounds } from './bounds.js';
import {
  type ClassCount,
  classCounts,
  effectiveEntries,
  effectiveOf,
  FEWEST_EFFECTIVE,
} from './effective-units.js';
import { checkFrame, type Frame } from './frame.js';
import {
  type BoundsResult,
  checkLevels,
  type Levels,
  type NoBounds,
  noBounds,
  type Range,
} from './interval.js';
import { mergedView } from './merge-blocks.js';
import type {
  IntervalMethod,
  Issue,
  Kernel,
  Measured,
  Metric,
  MetricId,
  MetricOptions,
  TaskKind,
} from './metric.js';
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

/** What is independent: rows, or whole groups or blocks of rows with one id each; those of blocks grow with time. */
export type ResamplingUnit = { kind: 'row' } | { kind: 'group' | 'block'; ids: Int32Array };

export interface EvaluateInput {
  task: TaskKind;
  frame: Frame;
  metrics: readonly MetricRequest[];
  /** Per slicing column, one value per frame row. */
  slices?: Readonly<Record<string, readonly string[]>>;
  unit: ResamplingUnit;
  /** Error of each one-sided bound, 0.05 / 3 say. */
  alpha: number;
  /** Level of the two-sided interval; 0.95 when absent. */
  level?: number;
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
  /** Bounds stand, but no pass may rest on them: errors in 1 row of 100 need not have shown. */
  caution: 'heavy_tail' | null;
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
  const levels: Levels = { level: input.level ?? 0.95, alpha: input.alpha };
  checkLevels(levels);
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
  for (const places of bySlice.values()) {
    const requests = places.map((place) => input.metrics[place]!);
    const rows = sliceRows(requests[0]!.slice ?? null, input);
    const selection = select(frame.truth.length, rows, unit.kind === 'row' ? null : unit.ids);
    const evaluations = evaluateSelection(requests, input, selection, levels);
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

/** Rows below which a sum of squares may not have met errors that are rare and large. */
const ROWS_FOR_SQUARES = 770;

interface Bound {
  metric: Metric;
  kernel: Kernel;
  measured: Measured;
}

function boundsOf(
  { metric, kernel, measured }: Bound,
  { task, frame, unit }: EvaluateInput,
  selection: Selection,
  levels: Levels,
): BoundsResult {
  if (metric.intervalMethod === 'none') return noBounds('no_method');
  if (measured.value === null) return noBounds('undefined_value');
  const byRow = unit.kind === 'row';
  // Neighbouring rows of a series resemble each other; row by row their number would overstate what is known.
  if (task === 'forecasting' && byRow) return noBounds('series_needs_blocks');
  if (byRow && metric.intervalMethod === 'wilson') {
    const proportion = kernel.proportion?.();
    return proportion ? proportionBounds(proportion, levels) : noBounds('undefined_value');
  }
  const view = kernel.view?.();
  if (!view) return noBounds('undefined_value');
  if (selection.units < FEWEST_UNITS) return noBounds('too_few_units');
  if (metric.everyClass && classCounts(frame, selection).some(tooFew)) return noBounds('too_few_of_class');
  const counted = view.kind === 'ratio' && view.most === 1 && !view.linearised;
  if (counted && effectiveEntries(view.units) < FEWEST_EFFECTIVE)
    return noBounds(byRow ? 'too_few_of_class' : 'too_few_effective_units');
  if (!byRow && effectiveOf(selection) < FEWEST_EFFECTIVE) return noBounds('too_few_effective_units');
  const grouped = view.kind === 'ratio' && !byRow ? { ...view, grouped: true } : view;
  const independent =
    unit.kind === 'block' ? mergedView(grouped, blocksInTime(selection, unit.ids)) : grouped;
  return independent ? viewBounds(independent, measured.value, levels) : noBounds('too_few_effective_units');
}

/** Units in the order of their ids, which for blocks is that of time. */
function blocksInTime({ rows, size, unitOf, units }: Selection, ids: Int32Array): number[] {
  const idOf = new Int32Array(units);
  for (let i = 0; i < size; i++) idOf[unitOf![i]!] = ids[rows ? rows[i]! : i]!;
  return Array.from(idOf.keys()).sort((a, b) => idOf[a]! - idOf[b]!);
}

const tooFew = ({ rows, effective }: ClassCount): boolean =>
  rows < FEWEST_EFFECTIVE || effective < FEWEST_EFFECTIVE;

function evaluateSelection(
  requests: readonly MetricRequest[],
  input: EvaluateInput,
  selection: Selection,
  levels: Levels,
): Evaluation[] {
  return requests.map((request) => {
    const metric = metricById(request.id);
    const kernel = metric.kernel(input.frame, request.options ?? {}, selection);
    const measured = kernel.measure(null);
    const result = finiteBounds(boundsOf({ metric, kernel, measured }, input, selection, levels));
    const none = 'none' in result;
    const squared = kernel.view?.();
    const rare =
      !none &&
      result.method !== 'constant' &&
      squared?.kind === 'ratio' &&
      squared.squared === true &&
      selection.size < ROWS_FOR_SQUARES;
    return {
      id: metric.id,
      version: metric.version,
      options: request.options ?? {},
      slice: request.slice ?? null,
      rows: selection.size,
      units: selection.units,
      ...measured,
      method: none ? 'none' : result.method,
      interval: none || rare ? null : within(metric.range, result.interval),
      oneSided: none ? null : within(metric.range, result.oneSided),
      noBounds: none ? result.none : null,
      tooFewUnits: none && result.tooFewUnits,
      caution: rare ? 'heavy_tail' : null,
    };
  });
}
