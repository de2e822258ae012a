import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import type { Expected } from '@scenario-lab/sandbox/harness/answers';
import { metricsOf, needsScores } from './frame.js';
import type { Truth } from './types.js';

/** What the predictions for a split must look like; `task` as in its pack. */
export function expectedOf(
  plan: Plan,
  task: { target: Pick<TaskFile['target'], 'classes'> },
  truth: Truth,
): Expected {
  return {
    task: plan.task,
    classes: truth.labels ? (task.target.classes ?? []) : [],
    ids: truth.ids,
    scoresNeeded: metricsOf(plan).some(needsScores),
  };
}
