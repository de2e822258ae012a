import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Defect, TaskFile } from '@scenario-lab/contracts/exam';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { NotNormal } from '@scenario-lab/sandbox/harness/normal-form';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import { flawless } from './decidable.js';
import { expectedOf } from './expected.js';
import { readKept } from './kept-answers.js';
import { scoreRun } from './score.js';
import type { FullResult, Measured, Truth } from './types.js';

/** What an exam is marked by; the same at home and in the lab, so that equal answers get equal results. */
export interface Marking {
  plan: Plan;
  task: TaskFile;
  truth: Truth;
  baseline: { metric: string; value: number }[];
  /** The sample is a synthetic twin: its truth was drawn like its inputs, so nothing is judged. */
  synthetic: boolean;
}

export type Marked =
  | { ok: true; result: FullResult; predictions: Predictions }
  | { ok: false; defects: Defect[] };

const unmarkable = (detail: string): Marked => ({
  ok: false,
  defects: [{ class: 'unmarkable', count: 1, place: '/out', detail: shown(detail, 200) }],
});

/**
 * Marks an answer in its normal form. Whatever goes wrong because of what the answer holds is the answer's fault; an
 * error is thrown only where the exam itself cannot be marked, whatever is answered.
 * @param measured what making it cost; null where nobody saw it
 * @throws the file system's errors; an Error where truth and plan do not fit together
 */
export async function markKept(exam: Marking, file: string, measured: Measured | null): Promise<Marked> {
  const expected = expectedOf(exam.plan, exam.task, exam.truth);
  let predictions: Predictions;
  try {
    predictions = await readKept(file, expected);
  } catch (error) {
    if (error instanceof NotNormal) return unmarkable(error.message);
    throw error;
  }
  return markPredictions(exam, predictions, measured);
}

/** `markKept` of predictions already read. */
export function markPredictions(
  exam: Marking,
  predictions: Predictions,
  measured: Measured | null,
  score = scoreRun,
): Marked {
  const { plan, task, truth, baseline } = exam;
  const classes = task.target.classes ?? [];
  const judged = exam.synthetic ? { ...plan, criteria: [] } : plan;
  const given = { plan: judged, classes, truth, measured, baseline, looks: plan.looks };
  try {
    const result = score({ ...given, predictions });
    return { ok: true, result: exam.synthetic ? { ...result, overall: null } : result, predictions };
  } catch (error) {
    // Whose fault is it? An exam that marks its own truth is sound: then it was what the answer holds.
    score({ ...given, predictions: flawless(plan, classes, truth) });
    return unmarkable(String(error));
  }
}
