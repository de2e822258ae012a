import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import { criterionNames } from '@scenario-lab/contracts/metrics';
import { durationOf, lengthOf } from './duration.js';
import type { Problem } from './types.js';

type Add = (code: string, place: string, detail: string) => void;
interface Case {
  plan: Plan;
  byName: Map<string, ColumnEntry>;
  split: SplitRule;
  add: Add;
}

export const isClasses = (plan: Plan): boolean => plan.task === 'binary' || plan.task === 'multiclass';

/** The column blocks and splits by time go by: the forecast's own, else the split's, else the first of role `time`. */
export function timeColumn(plan: Plan, columns: readonly ColumnEntry[], split: SplitRule): string | null {
  if (plan.forecast) return plan.forecast.time;
  if (split.by === 'time' && split.column !== undefined) return split.column;
  return columns.find((entry) => entry.role === 'time')?.name ?? null;
}

/**
 * What can be said against a plan from the columns alone, before any row is read. Codes:
 * `target_missing`, `target_among_features`, `feature_missing`, `feature_known_too_late`, `reserved_name`,
 * `slice_missing`, `slice_not_declared`, `metric_unfit`, `positive_missing`, `baseline_unfit`,
 * `forecast_missing`, `forecast_needs_time_split`, `time_missing`, `bad_duration`, `split_column_missing`, `split_column_given`,
 * `row_unit_for_series`, `unit_missing`, `block_without_time`, `block_too_short`.
 */
export function planProblems(plan: Plan, columns: readonly ColumnEntry[], split: SplitRule): Problem[] {
  const problems: Problem[] = [];
  const byName = new Map(columns.map((entry) => [entry.name, entry] as const));
  const add: Add = (code, place, detail) => problems.push({ code, place, detail });
  const asked = { plan, byName, split, add };
  checkTarget(asked);
  checkFeatures(asked);
  checkCriteria(asked);
  checkForecast(asked);
  checkSplit(asked);
  checkUnit(asked, columns);
  return problems;
}

function checkTarget({ plan, byName, add }: Case): void {
  if (!byName.has(plan.target)) add('target_missing', plan.target, 'the data set has no such column');
  if (plan.features.includes(plan.target))
    add('target_among_features', plan.target, 'what is asked for would be given');
  if (plan.task === 'binary' && plan.positive === null)
    add('positive_missing', 'positive', 'a binary task names its positive class');
  const fit = {
    majority: isClasses(plan),
    mean: !isClasses(plan),
    persistence: plan.task === 'forecasting',
    seasonal_naive: plan.task === 'forecasting',
  };
  if (!fit[plan.baseline]) add('baseline_unfit', plan.baseline, `is no baseline of ${plan.task}`);
}

function checkFeatures({ plan, byName, add }: Case): void {
  for (const name of new Set(plan.features)) {
    const entry = byName.get(name);
    if (!entry) add('feature_missing', name, 'the data set has no such column');
    else if (entry.knownAt === 'never')
      add('feature_known_too_late', name, 'is never known when a prediction is made');
    else if (entry.knownAt === 'origin' && plan.task !== 'forecasting')
      add('feature_known_too_late', name, 'is known up to an origin, and only forecasts have one');
    if (name === 'id') add('reserved_name', name, 'inputs carry ids of their own under this name');
  }
}

function checkCriteria({ plan, byName, add }: Case): void {
  for (const name of plan.slices)
    if (!byName.has(name)) add('slice_missing', name, 'the data set has no such column');
  for (const { id, slice } of plan.criteria)
    if (slice && !plan.slices.includes(slice.column))
      add('slice_not_declared', id, `${slice.column} is not among the plan's slices`);
  for (const metric of new Set([...plan.metrics, ...plan.criteria.map((criterion) => criterion.metric)]))
    if (!criterionNames.find(({ id }) => id === metric)?.tasks.includes(plan.task))
      add('metric_unfit', metric, `is no metric of ${plan.task}`);
}

function checkForecast({ plan, byName, split, add }: Case): void {
  if (plan.task !== 'forecasting') return;
  if (!plan.forecast) {
    add('forecast_missing', 'forecast', 'a forecast needs time, frequency, horizon and season');
    return;
  }
  if (!byName.has(plan.forecast.time))
    add('time_missing', plan.forecast.time, 'the data set has no such column');
  if (!durationOf(plan.forecast.frequency))
    add('bad_duration', 'forecast.frequency', plan.forecast.frequency);
  if (split.by !== 'time' || (split.column ?? plan.forecast.time) !== plan.forecast.time)
    add('forecast_needs_time_split', 'split', 'the latest part must be the hidden one');
}

function checkSplit({ plan: { features, target }, byName, split, add }: Case): void {
  if (split.column !== undefined && !byName.has(split.column))
    add('split_column_missing', split.column, 'the data set has no such column');
  if (split.by === 'named' && (features.includes(split.column!) || target === split.column))
    add('split_column_given', split.column!, 'it says which rows are hidden');
}

function checkUnit({ plan, byName, split, add }: Case, columns: readonly ColumnEntry[]): void {
  const { resamplingUnit: unit, forecast } = plan;
  if (unit.kind === 'row') {
    if (plan.task === 'forecasting' || split.by === 'time')
      add('row_unit_for_series', 'resamplingUnit', 'neighbouring rows of a series resemble each other');
    return;
  }
  if (unit.kind === 'group') {
    if (!byName.has(unit.column)) add('unit_missing', unit.column, 'the data set has no such column');
    return;
  }
  if (timeColumn(plan, columns, split) === null)
    add('block_without_time', 'resamplingUnit', 'blocks need a column of role time');
  const block = durationOf(unit.duration);
  const step = forecast && durationOf(forecast.frequency);
  if (!block) add('bad_duration', 'resamplingUnit.duration', unit.duration);
  else if (forecast && step) {
    const steps = Math.max(forecast.horizon, forecast.seasonality);
    // A day's tolerance in a hundred for calendar months of unequal length.
    if (lengthOf(block) < steps * lengthOf(step) * 0.99)
      add('block_too_short', unit.duration, `must cover horizon and season, ${steps} steps`);
  }
}
