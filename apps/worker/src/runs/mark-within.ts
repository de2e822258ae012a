import { markingSeconds } from '@scenario-lab/domain/benchmarks/marking-room';
import { scoreColumnsOf } from '@scenario-lab/sandbox/harness/answers';
import { Overtaxed, type TaskThread } from '../threads/task-thread.js';
import type { Marking } from './marking.js';
import type { ScoreFacts } from './score-facts.js';

const secondsFor = ({ plan, task, rows }: ScoreFacts): number => {
  const classes = task.target.classes ?? [];
  return markingSeconds({ rows, scoreColumns: scoreColumnsOf({ task: plan.task, classes }).length }, plan);
};

/**
 * Marks in a thread, within limits that follow the exam. Whose fault is it that an answer goes over? An exam that marks
 * its own truth within the same limits is sound: then it was what the answer holds (`too_costly`, charged). Errors: an
 * exam that takes as much whatever is answered.
 */
export const markWithin =
  (thread: Pick<TaskThread, 'run'>, seconds = secondsFor): Marking =>
  async (facts, truth, predictions, signal) => {
    const limits = { signal, seconds: seconds(facts) };
    try {
      return await thread.run('mark', [facts, truth, predictions], limits);
    } catch (error) {
      if (!(error instanceof Overtaxed)) throw error;
      await thread.run('rehearse', [facts, truth], limits);
      return {
        ok: false,
        defects: [{ class: 'too_costly', count: 1, place: '/out', detail: `marking: ${error.what}` }],
      };
    }
  };
