import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { activated, fixedBatch, isProbability, type OutputMap, valuesOf } from './onnx-answer.js';
import { Findings, type Problem } from './problems.js';
import { InputFault, type ModelInput, shapeOf, type TensorData } from './tensors.js';

type Ort = typeof import('onnxruntime-node');

export interface Trial {
  ort: Ort;
  session: InferenceSession;
  inputMap: Record<string, ModelInput>;
  outputMap: OutputMap;
  /** Task the version was made for; where it is known, an answer that cannot be one of it is refused. */
  task?: string;
}

/** More than one row, so that an answer for the whole batch shows. */
const ROWS = 4;
/** An ordinary first row, then ever larger numbers of both signs: logits do not stay between 0 and 1 there. */
const MAGNITUDES = [1, 10, 1e3];
/** Sums of probabilities in float32 and of a hundred classes stay well within. */
const SUM_TOLERANCE = 0.01;

/** The `at`-th value of a made-up input: neither constant nor ordered, always the same. */
const madeUp = (at: number): number => Math.sin(12.9898 * (at + 1));

function tensorFor(ort: Ort, input: ModelInput, size: number, magnitude: number, gaps: boolean): Tensor {
  const { dtype, dims } = shapeOf(input, size);
  const count = dims.reduce((product, dim) => product * dim, 1);
  const valueAt = (at: number): number => {
    if ('image' in input) return ((255 * (1 + madeUp(at))) / 2) * input.scale;
    const place = at % input.columns.length;
    if (gaps && !input.fill) return Number.NaN;
    // Whole numbers may be codes of a short list: 0 and 1 are in every one.
    if (dtype === 'int64') return magnitude === 1 ? at % 2 : Math.round(magnitude * madeUp(at));
    const value = magnitude === 1 ? 0.5 + madeUp(at) / 4 : magnitude * madeUp(at);
    return (value - (input.means?.[place] ?? 0)) / (input.scales?.[place] ?? 1);
  };
  const data: TensorData =
    dtype === 'int64'
      ? BigInt64Array.from({ length: count }, (_, at) => BigInt(Math.round(valueAt(at)) || 0))
      : dtype === 'float64'
        ? Float64Array.from({ length: count }, (_, at) => valueAt(at))
        : Float32Array.from({ length: count }, (_, at) => valueAt(at));
  return new ort.Tensor(dtype, data as Float32Array, dims);
}

/** Answers of the model to one made-up batch, a list of values per row. Errors: whatever the model throws, `InputFault`. */
async function answers(trial: Trial, size: number, magnitude: number, gaps = false): Promise<number[][]> {
  const { ort, session, inputMap, outputMap } = trial;
  const feeds = Object.fromEntries(
    Object.entries(inputMap).map(([name, input]) => [name, tensorFor(ort, input, size, magnitude, gaps)]),
  );
  const answer = await session.run(feeds, [outputMap.output]);
  return valuesOf(answer[outputMap.output] as Tensor | undefined, outputMap.output, size);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the answer of a task may be read as. */
const fitting: Record<string, readonly OutputMap['prediction'][]> = {
  binary: ['argmax', 'threshold', 'value'],
  multiclass: ['argmax', 'value'],
  regression: ['value'],
  forecasting: ['value'],
};

function checkDeclared({ outputMap, task }: Trial, findings: Findings): void {
  const { output, prediction, activation = 'none', classes } = outputMap;
  const fits = fitting[task ?? ''];
  if (fits && !fits.includes(prediction))
    findings.add(
      'output_count',
      output,
      `"${prediction}" is no answer of a ${task} task, only ${fits.join(', ')}`,
    );
  if (activation === 'softmax' && prediction === 'threshold')
    findings.add('output_count', output, 'softmax of one value is always 1: declare "sigmoid"');
  if (activation !== 'none' && prediction === 'value')
    findings.add(
      'output_count',
      output,
      `"value" is taken as it is: leave "activation" out or declare "none"`,
    );
  if (task === 'binary' && prediction === 'argmax' && classes && classes.length !== 2)
    findings.add('output_count', output, `a binary task has 2 classes, the map names ${classes.length}`);
}

function checkWidth({ outputMap, task }: Trial, width: number, findings: Findings): void {
  const { output, prediction, classes } = outputMap;
  const say = (words: string) =>
    findings.add('output_count', output, `gives ${width} value${width === 1 ? '' : 's'} a row: ${words}`);
  if (prediction === 'argmax') {
    const wanted = classes?.length ?? (task === 'binary' ? 2 : null);
    if (width < 2) say('argmax chooses among several; declare "threshold" for the score of one class');
    else if (wanted !== null && width !== wanted) say(`there are ${wanted} classes`);
  } else if (width !== 1)
    say(
      `"${prediction}" reads one${prediction === 'threshold' ? '; declare "argmax" for one score per class' : ''}`,
    );
}

/** Scores that are none: found with ever larger inputs, for a logit may pass for a probability near 0. */
async function checkScores(
  trial: Trial,
  size: number,
  first: number[][],
  findings: Findings,
): Promise<Problem[]> {
  const { output, prediction, activation, scores } = trial.outputMap;
  if (prediction === 'value' || scores === false) return [];
  let batch: number[][] | null = first;
  for (const magnitude of MAGNITUDES) {
    // Far from what the model was made for it may fail; that says nothing.
    if (magnitude !== 1) batch = await answers(trial, size, magnitude).catch(() => null);
    const rows = (batch ?? []).map((row) => activated(row, activation));
    const odd = rows.flat().find((value) => Number.isFinite(value) && !isProbability(value));
    if (odd !== undefined) {
      const remedy = prediction === 'threshold' ? '"sigmoid"' : '"softmax" (or "sigmoid")';
      findings.add(
        'output_logits',
        output,
        `gives ${odd}: declare "activation": ${remedy}, or "scores": false`,
      );
      return [];
    }
  }
  const sums = first.map((row) => activated(row, activation).reduce((sum, value) => sum + value, 0));
  const off = prediction === 'argmax' ? sums.find((sum) => Math.abs(sum - 1) > SUM_TOLERANCE) : undefined;
  if (off === undefined) return [];
  return [{ code: 'output_logits', place: output, detail: `its values sum to ${off} instead of 1` }];
}

/**
 * Lets the model answer a few made-up rows, as the harness will on a run, and adds to the findings what could only
 * go wrong there: `trial_failed`, `output_batch`, `output_count`, `output_not_finite`, `output_logits`.
 * @returns what is no obstacle but worth knowing: `gaps_unanswered` (an empty cell gives no number), `output_logits`
 */
export async function tryModel(trial: Trial, findings: Findings): Promise<Problem[]> {
  checkDeclared(trial, findings);
  const { output } = trial.outputMap;
  const size = fixedBatch(trial.session) ?? ROWS;
  let first: number[][];
  try {
    first = await answers(trial, size, 1);
  } catch (error) {
    const alone = size === ROWS && (await answers(trial, 1, 1).then(Boolean, () => false));
    if (alone)
      findings.add(
        'output_batch',
        output,
        `answers one row, not ${ROWS} at once: fix the first axis of the inputs to 1, or answer row by row (${reasonOf(error)})`,
      );
    else findings.add(error instanceof InputFault ? 'output_batch' : 'trial_failed', output, reasonOf(error));
    return [];
  }
  checkWidth(trial, first[0]?.length ?? 0, findings);
  if (!first.some((row) => row.every(Number.isFinite))) {
    findings.add('output_not_finite', output, `gives ${first[0]?.[0]} for ordinary inputs`);
    return [];
  }
  return [...(await checkScores(trial, size, first, findings)), ...(await gapsOf(trial, size))];
}

/** Whether the model copes with empty cells, as models of trees do; most answer what is no number. */
async function gapsOf(trial: Trial, size: number): Promise<Problem[]> {
  const open = Object.entries(trial.inputMap).filter(([, input]) => 'columns' in input && !input.fill);
  if (open.length === 0) return [];
  const { output } = trial.outputMap;
  // An empty cell is no whole number: the harness stops there.
  const whole = open.some(([, input]) => 'columns' in input && input.dtype === 'int64');
  const given = whole ? null : await answers(trial, size, 1, true).catch(() => null);
  if (given?.every((row) => row.every(Number.isFinite))) return [];
  const names = open.map(([name]) => `"${name}"`).join(', ');
  return [
    {
      code: 'gaps_unanswered',
      place: output,
      detail: `gives no number where a cell is empty: declare "fill" for ${names}`,
    },
  ];
}
