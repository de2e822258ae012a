import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Frame } from '@scenario-lab/metrics/frame';
import { jointComparison } from '@scenario-lab/metrics/joint-comparison';
import { type Kernel, known } from '@scenario-lab/metrics/metric';
import { metricById } from '@scenario-lab/metrics/registry';
import { type Selection, select } from '@scenario-lab/metrics/selection';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { baselinePredictions } from './baseline.js';
import { frameOf } from './frame.js';
import type { Truth } from './types.js';

/** A sealed split as answers to it are read. */
export interface Exam {
  plan: Plan;
  /** Class names in the order of its `task.json`; empty for numeric targets. */
  classes: readonly string[];
  truth: Truth;
}

export interface Answer {
  id: string;
  /** What it answered: the board's own exam, or another version's over the same rows. */
  exam: Exam;
  predictions: Predictions;
}

export interface CompareRequest {
  /** The exam by whose truth, units and metric answers are compared. */
  board: Exam;
  /** Truths of its open splits: what the baseline learns from. */
  open: readonly Truth[];
  metric: string;
  answers: readonly Answer[];
  /** Ids of answers whose comparison is told; null stands for the baseline. */
  pairs: readonly (readonly [string, string | null])[];
  seed: bigint;
}

export interface Compared {
  run: string;
  other: string | null;
  /** 1: `run` is the better, −1: the other is, 0: neither; null where the two cannot be compared. */
  lead: number | null;
  /** Family-wise adjusted over all answers and the baseline, see `jointComparison`; null where nothing tells. */
  p: number | null;
}

/** So many that no tier hangs on the seed; fewer, and never under 2,000, where rows times answers are very many. */
const resamplesFor = (rows: number, answers: number): number =>
  Math.round(Math.min(10_000, Math.max(2_000, 2e10 / (rows * Math.max(1, answers)))));

/**
 * Differences of one metric between answers to the same rows, in the order of `pairs`, told apart over all answers
 * and the baseline at once. Answers to another version's pack are put in the board's order of rows first; where
 * rows, truth or classes are not the same, or the metric is undefined, there is no comparison.
 * @throws RangeError where an answer does not fit its own exam
 */
export function compareAnswers(request: CompareRequest): Compared[] {
  const { board, answers, pairs, metric, seed } = request;
  const { truth } = board;
  const selection = select(truth.ids.length, null, truth.units);
  const kernels = new Map<string | null, Kernel | null>(
    answers.map((answer) => [answer.id, kernelOf(request, predictionsFor(board, answer), selection)]),
  );
  kernels.set(
    null,
    kernelOf(request, baselinePredictions(board.plan, board.classes, truth, request.open), selection),
  );
  const { direction, intervalMethod } = metricById(metric);
  const able = [...kernels].flatMap(([id, kernel]) => {
    const value = kernel?.measure(null).value ?? null;
    return kernel && value !== null ? [{ id, kernel, value }] : [];
  });
  const resamples = resamplesFor(truth.ids.length, able.length);
  const joint =
    intervalMethod === 'none'
      ? []
      : jointComparison(
          able.map(({ kernel }) => kernel),
          selection,
          { resamples, seed },
        );
  const levels = new Map(joint.map(({ a, b, p }) => [`${a}/${b}`, p] as const));
  return pairs.map(([run, other]) => {
    const [a, b] = [run, other].map((id) => able.findIndex((one) => one.id === id)) as [number, number];
    if (a < 0 || b < 0) return { run, other, lead: null, p: null };
    const [first, second] = [able[a]!.value, able[b]!.value];
    const lead = Math.sign(direction === 'higher' ? first - second : second - first) + 0;
    return { run, other, lead, p: levels.get(a < b ? `${a}/${b}` : `${b}/${a}`) ?? null };
  });
}

function kernelOf(
  { board, metric }: CompareRequest,
  predictions: Predictions | null,
  selection: Selection,
): Kernel | null {
  if (!predictions) return null;
  const { kernel, needs, direction } = metricById(metric);
  if ((needs === 'score' || needs === 'probabilities') && predictions.scores === null) return null;
  const frame: Frame = frameOf(board.plan, board.classes, board.truth, predictions);
  const own = kernel(frame, {}, selection);
  return direction === 'zero' ? distanceFromZero(own) : own;
}

/** For a metric whose best value is 0: less is better, whichever the sign. */
function distanceFromZero(kernel: Kernel): Kernel {
  return {
    measure: (weights) => {
      const measured = kernel.measure(weights);
      return measured.value === null ? measured : known(Math.abs(measured.value), measured.issue);
    },
  };
}

/** A row of the table may be asked for at several steps ahead, each its own question. */
const questionOf = (truth: Truth, at: number): string => `${truth.rows[at]}/${truth.horizon?.[at] ?? 0}`;

/** An answer in the board's order of rows and classes; null where it answers other questions. */
function predictionsFor(board: Exam, { exam, predictions }: Answer): Predictions | null {
  if (exam.truth === board.truth) return predictions;
  const { plan, truth } = exam;
  const n = board.truth.ids.length;
  if (plan.task !== board.plan.task || plan.positive !== board.plan.positive || truth.ids.length !== n)
    return null;
  const placeOf = new Map(truth.ids.map((_, at) => [questionOf(truth, at), at] as const));
  const places = board.truth.ids.map((_, at) => placeOf.get(questionOf(board.truth, at)) ?? -1);
  const agrees = (at: number, place: number) =>
    place >= 0 &&
    truth.labels?.[place] === board.truth.labels?.[at] &&
    truth.values?.[place] === board.truth.values?.[at];
  if (placeOf.size !== n || !places.every((place, at) => agrees(at, place))) return null;
  const classAt = exam.classes.map((name) => board.classes.indexOf(name));
  if (classAt.length !== board.classes.length || classAt.includes(-1)) return null;
  return reordered(predictions, places, classAt);
}

function reordered(
  { codes, values, scores }: Predictions,
  places: readonly number[],
  classAt: readonly number[],
): Predictions {
  const width = scores ? scores.length / places.length : 0;
  const moved = scores && new Float64Array(scores.length);
  if (scores && moved)
    for (const [at, place] of places.entries())
      for (let column = 0; column < width; column += 1)
        // Binary answers carry one score, of the positive class, whatever the order of the classes.
        moved[at * width + (width === 1 ? 0 : classAt[column]!)] = scores[place * width + column]!;
  return {
    codes: codes && Int32Array.from(places, (place) => classAt[codes[place]!]!),
    values: values && Float64Array.from(places, (place) => values[place]!),
    scores: moved,
  };
}
