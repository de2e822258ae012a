import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { TaskFile } from '@scenario-lab/contracts/exam';

/** Which columns a program finds where, in the data set's own order. */
export interface Layout {
  inputs: ColumnEntry[];
  /** Rows up to the origin, the target among them; null for tasks without a history. */
  history: ColumnEntry[] | null;
  images: string[];
}

/** @param series names of the columns that tell one series from another */
export function layoutOf(plan: Plan, columns: readonly ColumnEntry[], series: readonly string[]): Layout {
  const features = new Set(plan.features);
  const images = columns.filter((entry) => features.has(entry.name) && entry.type === 'image');
  if (!plan.forecast || plan.task !== 'forecasting')
    return {
      inputs: columns.filter((entry) => features.has(entry.name)),
      history: null,
      images: images.map((entry) => entry.name),
    };
  // Time and series name the rows asked for, so they are known of future rows whatever the dictionary says.
  const naming = new Set([plan.forecast.time, ...series]);
  const known = columns
    .filter((entry) => entry.name !== plan.target)
    .map((entry) => (naming.has(entry.name) ? { ...entry, knownAt: 'always' as const } : entry))
    .filter((entry) => naming.has(entry.name) || features.has(entry.name));
  return {
    inputs: known.filter((entry) => entry.knownAt === 'always'),
    history: [...known, ...columns.filter((entry) => entry.name === plan.target)],
    images: [],
  };
}

/**
 * What a program finds at `/in/task.json`.
 * @param classes in the order scores are asked for
 * @param gaps names of columns with empty cells
 */
export function taskOf(
  plan: Plan,
  columns: readonly ColumnEntry[],
  layout: Layout,
  classes: readonly string[],
  gaps: ReadonlySet<string>,
): TaskFile {
  const unit = columns.find((entry) => entry.name === plan.target)?.unit;
  const given = layout.history?.filter((entry) => entry.name !== plan.target) ?? layout.inputs;
  const scores = plan.task === 'binary' ? ['score'] : classes.map((name) => `score:${name}`);
  const { forecast } = plan;
  return {
    schema: 'scenario-lab/task/1',
    task: plan.task,
    id: 'id',
    inputs: 'inputs.csv',
    columns: given.map(({ name, type, knownAt }) => ({
      name,
      type,
      known_at: knownAt,
      ...(gaps.has(name) ? { gaps: true } : {}),
    })),
    target: {
      name: plan.target,
      type: classes.length > 0 ? 'string' : 'number',
      ...(classes.length > 0 ? { classes: [...classes] } : {}),
      ...(plan.task === 'binary' && plan.positive !== null ? { positive: plan.positive } : {}),
      ...(unit ? { unit } : {}),
    },
    ...(layout.images.length > 0 ? { files: 'files' } : {}),
    ...(layout.history && forecast
      ? {
          history: 'history.csv',
          horizon: forecast.horizon,
          frequency: forecast.frequency,
          seasonality: forecast.seasonality,
        }
      : {}),
    output: { file: 'predictions.csv', columns: ['id', 'prediction', ...(classes.length > 0 ? scores : [])] },
  };
}
