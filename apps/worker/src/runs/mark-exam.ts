import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { answersCsv } from '@scenario-lab/evaluation/answers-csv';
import { flawless } from '@scenario-lab/evaluation/decidable';
import { type Marking as Exam, type Marked, markKept, markPredictions } from '@scenario-lab/evaluation/mark';
import { vendorEdition } from '@scenario-lab/evaluation/score';
import { readTruth } from '@scenario-lab/evaluation/truth';
import type { Marking, Marked as Told } from './marking.js';
import type { ScoreFacts } from './score-facts.js';

export const markExam: Marking = async (facts, truthFile, answerFile) => {
  const exam = await examOf(facts, truthFile);
  return told(facts, exam, await markKept(exam, answerFile, facts));
};

/** Marks the exam's own truth, by all that an answer is marked by. Errors: an exam that cannot be marked. */
export async function rehearseExam(facts: ScoreFacts, truthFile: string): Promise<void> {
  const exam = await examOf(facts, truthFile);
  const { plan, task, truth } = exam;
  const answer = flawless(plan, task.target.classes ?? [], truth);
  await told(facts, exam, markPredictions(exam, answer, facts));
}

const examOf = async (facts: ScoreFacts, truthFile: string): Promise<Exam> => ({
  plan: facts.plan,
  task: facts.task,
  truth: await readTruth(truthFile),
  baseline: facts.baseline,
  synthetic: facts.twin && facts.split === 'sample',
});

async function told({ split }: ScoreFacts, exam: Exam, marked: Marked): Promise<Told> {
  if (!marked.ok) return marked;
  const { result, predictions } = marked;
  // A sample is published: whoever wants its rows has them.
  const answers =
    split === 'sample'
      ? null
      : await buffer(
          Readable.from(answersCsv(exam, predictions)).pipe(createGzip({ level: 1, chunkSize: 2 ** 22 })),
        );
  return { ok: true, result, coarse: vendorEdition(result), answers };
}
