import type { TaskKind } from '@scenario-lab/contracts/metrics';
import { type Percent, rounded } from '../../components/figure-input.js';

/** A criterion in terms an office counts in; `id` names its words. */
export interface Template {
  id:
    | 'missed'
    | 'false_alarms'
    | 'right'
    | 'sorted'
    | 'each_kind'
    | 'error'
    | 'error_share'
    | 'better'
    | 'waiting';
  metric: string;
  direction: 'at_least' | 'at_most';
  /** The figure asked for → the threshold, and back. */
  kept: (shown: number) => number;
  shown: (kept: number) => number;
  /** The figure is so many of 100. */
  ofHundred: boolean;
  percent: Percent;
  tasks: readonly TaskKind[];
}

const asItIs = {
  kept: (x: number) => x,
  shown: (x: number) => x,
  ofHundred: false,
  percent: 'none',
} as const;
const misses = {
  kept: (x: number) => rounded(1 - x / 100),
  shown: (x: number) => rounded(100 * (1 - x)),
  ofHundred: true,
  percent: 'figure',
} as const;
const hits = {
  kept: (x: number) => rounded(x / 100),
  shown: (x: number) => rounded(100 * x),
  ofHundred: true,
  percent: 'figure',
} as const;

const templates: readonly Template[] = [
  { id: 'missed', metric: 'recall', direction: 'at_least', ...misses, tasks: ['binary'] },
  { id: 'false_alarms', metric: 'precision', direction: 'at_least', ...misses, tasks: ['binary'] },
  { id: 'right', metric: 'accuracy', direction: 'at_least', ...hits, tasks: ['binary'] },
  { id: 'sorted', metric: 'accuracy', direction: 'at_least', ...hits, tasks: ['multiclass'] },
  { id: 'each_kind', metric: 'balanced_accuracy', direction: 'at_least', ...hits, tasks: ['multiclass'] },
  { id: 'error', metric: 'mae', direction: 'at_most', ...asItIs, tasks: ['regression', 'forecasting'] },
  {
    id: 'better',
    metric: 'skill_persistence',
    direction: 'at_least',
    ...hits,
    ofHundred: false,
    tasks: ['forecasting'],
  },
  {
    id: 'error_share',
    metric: 'mape',
    direction: 'at_most',
    ...asItIs,
    percent: 'figure',
    tasks: ['regression', 'forecasting'],
  },
  {
    id: 'waiting',
    metric: 'wall_seconds_per_1k',
    direction: 'at_most',
    ...asItIs,
    tasks: ['binary', 'multiclass', 'regression', 'forecasting'],
  },
];

export const templatesOf = (task: string | null): readonly Template[] =>
  templates.filter(({ tasks }) => tasks.some((one) => one === task));

/** The template whose words say a line; null for one that is written by its metric's name. */
export function templateOf(
  task: string | null,
  line: { metric?: string | null; direction?: string },
): Template | null {
  const found = templatesOf(task).find(({ metric }) => metric === line.metric);
  return found && found.direction === line.direction ? found : null;
}
