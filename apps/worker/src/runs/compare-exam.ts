import { type Answer, type Compared, compareAnswers, type Exam } from '@scenario-lab/evaluation/compare';
import { expectedOf } from '@scenario-lab/evaluation/expected';
import { readKept } from '@scenario-lab/evaluation/kept-answers';
import { seedOf } from '@scenario-lab/evaluation/score';
import { readTruth } from '@scenario-lab/evaluation/truth';
import { NotNormal } from '@scenario-lab/sandbox/harness/normal-form';
import type { BoardFacts, SealedFacts } from './compare-facts.js';

export interface Comparison {
  board: BoardFacts;
  metric: string;
  /** Every version that was sat, the board among them. */
  sealed: readonly SealedFacts[];
  /** Predictions in their normal form by run, each with the version it sat. */
  answers: readonly { runId: string; versionId: string; file: string }[];
  /** Runs to be compared; null stands for the board's baseline. */
  pairs: readonly (readonly [string, string | null])[];
  /** Where the vault keeps a file, by its SHA-256. */
  files: Readonly<Record<string, string>>;
}

/** Compares answers in pairs. Pure in its inputs: equal files give equal answers. */
export async function compareExam(given: Comparison): Promise<Compared[]> {
  const { board, metric, pairs, files } = given;
  const read = async ({ plan, task, truthSha256 }: SealedFacts): Promise<Exam> => {
    const classes = task.target.classes ?? [];
    return { plan, classes, truth: await readTruth(files[truthSha256]!) };
  };
  const sat = new Map<string, { exam: Exam; facts: SealedFacts }>();
  for (const facts of given.sealed) sat.set(facts.versionId, { exam: await read(facts), facts });
  const answers: Answer[] = [];
  for (const { runId, versionId, file } of given.answers) {
    const { exam, facts } = sat.get(versionId)!;
    const expected = expectedOf(exam.plan, facts.task, exam.truth);
    // What is kept in another form, by an earlier version of the lab say, is not opened here: there is no comparison.
    const predictions = await readKept(file, expected).catch((error: unknown) => {
      if (error instanceof NotNormal) return null;
      throw error;
    });
    if (predictions) answers.push({ id: runId, exam, predictions });
  }
  return compareAnswers({
    board: sat.get(board.versionId)!.exam,
    open: await Promise.all(board.openTruths.map((sha256) => readTruth(files[sha256]!))),
    metric,
    answers,
    pairs,
    seed: seedOf(board.packSha256, board.truthSha256),
  });
}
