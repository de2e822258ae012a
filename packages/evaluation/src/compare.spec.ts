import { readFileSync } from 'node:fs';
import { tiersOf } from '@scenario-lab/domain/benchmarks/tiers';
import { randomFrom } from '@scenario-lab/metrics/random';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { describe, expect, it } from 'vitest';
import { type Answer, compareAnswers, type Exam } from './compare.js';
import { machinePlan, riverPlan } from './testing/data.js';
import type { Truth } from './types.js';

interface Golden {
  name: string;
  metric: 'mae' | 'accuracy';
  truth: number[];
  unit: number[];
  runs: { id: string; predicted: number[]; interval: [number, number] }[];
  /** By an independent step-down over independent resamples. */
  tiers: number[];
}
const golden: Golden[] = JSON.parse(
  readFileSync(new URL('../../metrics/golden/pairs.json', import.meta.url), 'utf8'),
);

const truthOf = (n: number, more: Partial<Truth>): Truth => ({
  ids: Array.from({ length: n }, (_, at) => `r${at}`),
  cases: Array.from({ length: n }, () => '0000'),
  rows: Int32Array.from({ length: n }, (_, at) => at + 1),
  labels: null,
  values: null,
  units: null,
  slices: {},
  horizon: null,
  naive: null,
  seasonalNaive: null,
  scale: null,
  ...more,
});
const none: Predictions = { codes: null, values: null, scores: null };
const numbers = (values: Iterable<number>): Predictions => ({ ...none, values: Float64Array.from(values) });

const regression = riverPlan({ task: 'regression', forecast: null, baseline: 'mean', metrics: ['mae'] });
const classes = ['no', 'yes'];
const binary = machinePlan({ positive: 'yes', metrics: ['accuracy'] });

function examOf({ metric, truth, unit }: Golden): Exam {
  const units = Int32Array.from(unit);
  return metric === 'mae'
    ? { plan: regression, classes: [], truth: truthOf(truth.length, { values: Float64Array.from(truth) }) }
    : {
        plan: binary,
        classes,
        truth: truthOf(truth.length, { labels: truth.map((code) => classes[code]!), units }),
      };
}
const predictionsOf = ({ metric }: Golden, predicted: number[]): Predictions =>
  metric === 'mae' ? numbers(predicted) : { ...none, codes: Int32Array.from(predicted) };
const everyPair = (ids: readonly string[]) =>
  ids.flatMap((run, at) => ids.slice(at + 1).map((other) => [run, other] as const));

/** The same questions in another order under other ids, as another version of the exam draws them. */
function shuffled(exam: Exam, predictions: Predictions, order: readonly number[]) {
  const { truth } = exam;
  const pick = <T>(column: ArrayLike<T> | null) => (column ? order.map((at) => column[at]!) : null);
  const values = pick(truth.values);
  const moved: Truth = {
    ...truth,
    ids: order.map((at) => `other-${at}`),
    rows: Int32Array.from(order, (at) => truth.rows[at]!),
    labels: pick(truth.labels),
    values: values && Float64Array.from(values),
    units: truth.units && Int32Array.from(order, (at) => truth.units![at]!),
  };
  // Classes of another version may stand in another order.
  const turned = exam.classes.toReversed();
  const codes = pick(predictions.codes)?.map((code) => turned.indexOf(exam.classes[code]!));
  const given = pick(predictions.values);
  return {
    exam: { ...exam, classes: turned, truth: moved },
    predictions: {
      codes: codes ? Int32Array.from(codes) : null,
      values: given && Float64Array.from(given),
      scores: null,
    },
  };
}

describe.each(golden.map((one) => [one.name, one] as const))('a board of %s', (_, one) => {
  const board = examOf(one);
  const ids = one.runs.map(({ id }) => id);
  const open: Truth[] = [{ ...board.truth }];
  const answers = one.runs.map(
    ({ id, predicted }): Answer => ({ id, exam: board, predictions: predictionsOf(one, predicted) }),
  );
  const request = { board, open, metric: one.metric, answers, pairs: everyPair(ids), seed: 11n };
  const pairsFor = (given: readonly Answer[]) =>
    compareAnswers({ ...request, answers: given }).map(({ run, other, lead, p }) => ({
      a: run,
      b: other!,
      lead,
      p,
    }));

  it('falls into the tiers an independent computation finds', () => {
    expect(tiersOf(ids, pairsFor(answers))).toEqual(one.tiers);
  });

  it('does so whichever version of the exam somebody answered', () => {
    const random = randomFrom(7n);
    const order = board.truth.ids.map((_, at) => at);
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = random.below(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    const mixed = answers.map((answer, at) =>
      at % 2 === 0 ? answer : { ...answer, ...shuffled(board, answer.predictions, order) },
    );
    expect(pairsFor(mixed)).toEqual(pairsFor(answers));
  });
});

it('parts by pairs what intervals by themselves would leave together', () => {
  const [one] = golden;
  const [leader, worse] = one!.runs;
  expect(worse!.interval[0]).toBeLessThan(leader!.interval[1]);
  expect(one!.tiers.slice(0, 2)).toEqual([1, 2]);
});

describe('what cannot be compared', () => {
  const [one] = golden;
  const board = examOf(one!);
  const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
    id,
    exam: board,
    predictions: numbers(board.truth.values!.map((value, at) => value + (at % 5) - 2)),
    ...more,
  });
  const pair = (other: Answer, metric = 'mae') =>
    compareAnswers({
      board,
      open: [board.truth],
      metric,
      answers: [answer('a'), other],
      pairs: [['a', other.id]],
      seed: 1n,
    })[0];
  const examWith = (truth: Partial<Truth>): Exam => ({ ...board, truth: { ...board.truth, ...truth } });

  it('is an answer to other rows, to another truth, or to another kind of question', () => {
    const nothing = { run: 'a', other: 'b', lead: null, p: null };
    const { rows, values } = board.truth;
    expect(pair(answer('b', { exam: examWith({}) }))).toMatchObject({ lead: 0, p: 1 });
    expect(pair(answer('b', { exam: examWith({ rows: rows.map((row) => row + 1) }) }))).toEqual(nothing);
    expect(pair(answer('b', { exam: examWith({ values: values!.with(3, -1) }) }))).toEqual(nothing);
    expect(pair(answer('b', { exam: { ...examWith({}), plan: binary } }))).toEqual(nothing);
  });

  it('is a metric without an interval: who is ahead is known, and not whether by more than chance', () => {
    const far = answer('b', { predictions: numbers(board.truth.values!.map((value) => value + 50)) });
    expect(pair(far, 'max_error')).toEqual({ run: 'a', other: 'b', lead: 1, p: null });
    expect(pair(far)).toEqual({ run: 'a', other: 'b', lead: 1, p: 1 / 10_001 });
  });

  it('bias goes by its distance from 0', () => {
    const below = answer('b', { predictions: numbers(board.truth.values!.map((value) => value - 50)) });
    expect(pair(below, 'bias')).toMatchObject({ lead: 1, p: 1 / 10_001 });
  });
});

it('compares with the baseline, and a program that repeats it is no better', () => {
  const [one] = golden;
  const board = examOf(one!);
  const mean = board.truth.values!.reduce((sum, value) => sum + value, 0) / board.truth.values!.length;
  const answers: Answer[] = [
    { id: 'mean', exam: board, predictions: numbers(board.truth.values!.map(() => mean)) },
    { id: 'good', exam: board, predictions: numbers(board.truth.values!) },
  ];
  const compared = compareAnswers({
    board,
    open: [board.truth],
    metric: 'mae',
    answers,
    pairs: [
      ['mean', null],
      ['good', null],
    ],
    seed: 1n,
  });
  expect(compared).toEqual([
    { run: 'mean', other: null, lead: 0, p: 1 },
    { run: 'good', other: null, lead: 1, p: 1 / 10_001 },
  ]);
});
