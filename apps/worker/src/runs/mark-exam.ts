import { gzipSync } from 'node:zlib';
import { answersCsv } from '@scenario-lab/evaluation/answers-csv';
import { type Marking as Exam, markKept } from '@scenario-lab/evaluation/mark';
import { vendorEdition } from '@scenario-lab/evaluation/score';
import { readTruth } from '@scenario-lab/evaluation/truth';
import type { Marking } from './marking.js';

export const markExam: Marking = async (facts, truthFile, answerFile) => {
  const { plan, task, baseline } = facts;
  const exam: Exam = {
    plan,
    task,
    truth: await readTruth(truthFile),
    baseline,
    synthetic: facts.twin && facts.split === 'sample',
  };
  const marked = await markKept(exam, answerFile, facts);
  if (!marked.ok) return marked;
  const { result, predictions } = marked;
  // A sample is published: whoever wants its rows has them.
  const csv = facts.split === 'sample' ? null : gzipSync(answersCsv(exam, predictions));
  return { ok: true, result, coarse: vendorEdition(result), answers: csv };
};
