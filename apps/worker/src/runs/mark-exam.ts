import { expectedOf } from '@scenario-lab/evaluation/expected';
import { readPredictions } from '@scenario-lab/evaluation/predictions';
import { scoreRun, seedOf, vendorEdition } from '@scenario-lab/evaluation/score';
import { readTruth } from '@scenario-lab/evaluation/truth';
import type { Marking } from './marking.js';

export const markExam: Marking = async (facts, truthFile, predictionsFile) => {
  const truth = await readTruth(truthFile);
  const read = await readPredictions(predictionsFile, expectedOf(facts.plan, facts.task, truth));
  if (!read.ok) return read;
  const result = scoreRun({
    plan: facts.plan,
    classes: facts.task.target.classes ?? [],
    truth,
    predictions: read.predictions,
    // Of the exam alone: two runs on one pack are resampled alike, which is what comparing them in pairs needs.
    seed: seedOf(facts.packSha256, facts.truthSha256),
    looks: facts.plan.looks,
    baseline: facts.baseline,
    measured: facts,
  });
  return { ok: true, result, coarse: vendorEdition(result) };
};
