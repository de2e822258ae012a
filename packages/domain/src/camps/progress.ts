import type { CampRule, Progress } from '@scenario-lab/contracts/camps';
import { metricNames } from '@scenario-lab/contracts/metrics';

/** A session is announced to who takes part so long before it begins. */
export const remindHours = 24;

interface Task {
  id: string;
  metric: string;
  goal: number | null;
}
export interface Try {
  task: string;
  runId: string;
  /** It was begun and not given back: a fault of the platform or a cancelled run uses no try. */
  counts: boolean;
  /** Null while it runs, and of an answer that could not be scored. */
  value: number | null;
}

/** Smaller is better, whatever the metric. */
export const badness = (metric: string, value: number): number =>
  metric === 'bias'
    ? Math.abs(value)
    : metricNames.find(({ id }) => id === metric)?.better === 'lower'
      ? value
      : -value;

/** What somebody has done of what the camp asks; `complete` when both counts of the rule are reached. */
export function progressOf(
  camp: { sessions: readonly { id: string }[]; tasks: readonly Task[]; rule: CampRule },
  done: { attended: readonly string[]; tries: readonly Try[] },
): Progress {
  const attended = camp.sessions.map(({ id }) => id).filter((id) => done.attended.includes(id));
  const tasks = camp.tasks.map((task) => {
    const tries = done.tries.filter((one) => one.task === task.id);
    const scored = tries.filter((one): one is Try & { value: number } => one.value !== null);
    const [best] = scored.toSorted((a, b) => badness(task.metric, a.value) - badness(task.metric, b.value));
    return {
      id: task.id,
      used: tries.filter(({ counts }) => counts).length,
      best: best?.value ?? null,
      runId: best?.runId ?? null,
      solved:
        best !== undefined &&
        (task.goal === null || badness(task.metric, best.value) <= badness(task.metric, task.goal)),
    };
  });
  const complete =
    attended.length >= camp.rule.sessions && tasks.filter(({ solved }) => solved).length >= camp.rule.tasks;
  return { attended, tasks, complete };
}
