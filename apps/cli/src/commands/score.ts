import type { TaskKind } from '@scenario-lab/contracts/metrics';
import { expectedOf } from '@scenario-lab/evaluation/expected';
import { classesOf, needsScores } from '@scenario-lab/evaluation/frame';
import { scoreRun } from '@scenario-lab/evaluation/score';
import { readPredictions } from '@scenario-lab/sandbox/harness/answers';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';
import { plainPlan, readPlainTruth } from '../local-sample.js';
import { sayDefects, sayResult } from '../table.js';

interface ScoreOptions {
  task: TaskKind;
  positive?: string;
}

/** The lab's metric code and intervals on two files; rows count as independent. */
export async function score(
  desk: Desk,
  truthFile: string,
  predictionsFile: string,
  { task, positive = undefined }: ScoreOptions,
): Promise<Report> {
  if (task === 'binary' && positive === undefined) throw new Failure(exit.usage, 'score.no_positive');
  const truth = await readPlainTruth(truthFile, task);
  const plan = plainPlan(task, '', task === 'binary' ? positive! : null);
  const classes = truth.labels ? classesOf(truth.labels, plan.positive) : [];
  // Scores are welcome and not asked for: whoever has none still gets every other figure.
  const lenient = { ...plan, metrics: plan.metrics.filter((id) => !needsScores(id)) };
  const expected = expectedOf(lenient, { target: { classes } }, truth);
  const read = await readPredictions(predictionsFile, expected);
  if (!read.ok) {
    sayDefects(desk, read.defects);
    return { exit: exit.fail, json: { ok: false, defects: read.defects } };
  }
  const { predictions } = read;
  const result = scoreRun({
    plan,
    classes,
    truth,
    predictions,
    looks: plan.looks,
    baseline: [],
    measured: null,
  });
  sayResult(desk, result);
  return { exit: exit.pass, json: { ok: true, result } };
}
