import type { Forecast, Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry, Profile, SplitRule } from '@scenario-lab/contracts/datasets';
import { type Criterion, isResource, type TaskKind } from '@scenario-lab/contracts/metrics';
import { durationText, stepOf } from './time-step.js';

export interface Need {
  task: TaskKind;
  criteria: readonly Criterion[];
}

export interface CompiledData {
  id: string;
  rows: number | null;
  columns: readonly ColumnEntry[];
  split: SplitRule;
  profile: Profile | null;
}

export type Compiled =
  | { ok: true; plan: Plan }
  | { ok: false; code: 'target_missing' | 'features_missing' | 'time_missing' };

/** Told without scores, so that a program that gives none is not turned away by a metric nobody asked for. */
const companions: Record<TaskKind, readonly string[]> = {
  binary: ['balanced_accuracy', 'recall', 'precision', 'f1', 'mcc'],
  multiclass: ['accuracy', 'balanced_accuracy', 'f1_macro', 'mcc'],
  regression: ['mae', 'rmse', 'r2', 'bias'],
  forecasting: ['mae', 'rmse', 'mase', 'skill_persistence', 'skill_seasonal', 'bias'],
};
const baselines: Record<TaskKind, Plan['baseline']> = {
  binary: 'majority',
  multiclass: 'majority',
  regression: 'mean',
  forecasting: 'seasonal_naive',
};
const mebibyte = 2 ** 20;
const mostMetrics = 40;
const mostSlices = 10;
const looks = 3;

/**
 * A need and a dataset version become a test plan that can be sealed as it is, where the dictionary of columns
 * allows it: what to predict, from what, measured how, in which resampling unit, under which limits. Everything
 * in it can be edited while the version is a draft. Pure.
 */
export function compilePlan(need: Need, data: CompiledData): Compiled {
  const { columns, split } = data;
  const target = columns.find((column) => column.role === 'target' && fits(column, need.task));
  if (!target) return { ok: false, code: 'target_missing' };
  const features = columns
    .filter((column) => isFeature(column, need.task))
    .map(({ name }) => name)
    .filter((name) => split.by !== 'named' || name !== split.column);
  if (features.length === 0) return { ok: false, code: 'features_missing' };
  const forecast = need.task === 'forecasting' ? forecastOf(data) : null;
  if (need.task === 'forecasting' && !forecast) return { ok: false, code: 'time_missing' };
  const named = new Set(columns.map(({ name }) => name));
  // What a run costs is measured anyhow; only the criterion on it is pinned.
  const asked = need.criteria.map(({ metric }) => metric).filter((metric) => !isResource(metric));
  const slices = new Set([
    ...need.criteria.flatMap(({ slice }) => (slice ? [slice.column] : [])),
    ...columns.filter(({ role }) => role === 'slice').map(({ name }) => name),
  ]);
  return {
    ok: true,
    plan: {
      task: need.task,
      datasetVersionId: data.id,
      target: target.name,
      positive: need.task === 'binary' ? positiveOf(target, data.profile) : null,
      features,
      slices: [...slices].filter((name) => named.has(name)).slice(0, mostSlices),
      metrics: [...new Set([...asked, ...companions[need.task]])].slice(0, mostMetrics),
      criteria: [...need.criteria],
      resamplingUnit: unitOf(columns, split, forecast),
      forecast,
      limits: {
        cpuSeconds: Math.min(3_600, Math.max(30, Math.ceil(((data.rows ?? 0) * split.hidden * 2) / 1_000))),
        wallSeconds: 600,
        memoryBytes: 1024 * mebibyte,
        processes: 64,
        tmpBytes: 64 * mebibyte,
        outBytes: 16 * mebibyte,
        logBytes: mebibyte,
      },
      looks,
      baseline: baselines[need.task],
    },
  };
}

function fits({ type }: ColumnEntry, task: TaskKind): boolean {
  if (task === 'regression' || task === 'forecasting') return type === 'number';
  return type !== 'timestamp' && type !== 'image';
}

/** Personal data stay out unless somebody puts them in; `id` is the name the packs give to rows of their own. */
function isFeature({ name, role, knownAt, sensitivity }: ColumnEntry, task: TaskKind): boolean {
  const inputs = ['feature', 'group', 'time', 'slice'].includes(role) && name !== 'id';
  const known = knownAt === 'always' || (knownAt === 'origin' && task === 'forecasting');
  return inputs && known && sensitivity !== 'personal';
}

/** The rarer of two classes is the one that is looked for. Null where the profile does not name them. */
function positiveOf({ name, type }: ColumnEntry, profile: Profile | null): string | null {
  const top = profile?.columns.find((column) => column.name === name)?.top ?? [];
  if (top.length === 2) return top.reduce((rare, one) => (one.count < rare.count ? one : rare)).value;
  return type === 'boolean' ? 'true' : null;
}

function forecastOf({ columns, split, profile }: CompiledData): Forecast | null {
  const time =
    split.by === 'time'
      ? split.column
      : columns.find(({ role, type }) => role === 'time' && type === 'timestamp')?.name;
  if (time === undefined) return null;
  const covered = profile?.columns.find(({ name }) => name === time);
  const step = stepOf(covered?.min ?? null, covered?.max ?? null, covered?.distinct ?? 0);
  return {
    time,
    frequency: step.frequency,
    horizon: step.horizon,
    every: step.horizon,
    seasonality: step.seasonality,
  };
}

/** What may be taken for independent: blocks of time for series, groups where rows belong to some, else rows. */
function unitOf(
  columns: readonly ColumnEntry[],
  split: SplitRule,
  forecast: Forecast | null,
): Plan['resamplingUnit'] {
  if (forecast) {
    const steps = Math.max(forecast.horizon, forecast.seasonality);
    return { kind: 'block', duration: durationText(forecast.frequency, steps) };
  }
  if (split.by === 'time') return { kind: 'block', duration: 'P7D' };
  const group = split.by === 'group' ? split.column : columns.find(({ role }) => role === 'group')?.name;
  return group === undefined ? { kind: 'row' } : { kind: 'group', column: group };
}
