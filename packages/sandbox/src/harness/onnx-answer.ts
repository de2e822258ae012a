import { csvLine } from '@scenario-lab/tables/records';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { InputFault } from './tensors.js';

export const activations = ['none', 'sigmoid', 'softmax'] as const;
export type Activation = (typeof activations)[number];

export interface OutputMap {
  /** Name of the model's output that holds the answer. */
  output: string;
  prediction: 'argmax' | 'threshold' | 'value';
  /** What turns the output into probabilities; `none` (default): it holds them already. */
  activation?: Activation;
  /** In the order of the output's last axis; default: the task's. */
  classes?: string[];
  threshold?: number;
  /** Also write the scores the task asks for. */
  scores?: boolean;
}

export interface Task {
  inputs: string;
  files?: string;
  target: { type: string; classes?: string[]; positive?: string };
  output: { file: string; columns: string[] };
}

/** float32 puts the largest of a softmax a hair above 1: no logit, and no reason to refuse a row. */
const ROUNDING = 1e-5;
export const isProbability = (value: number): boolean => value >= -ROUNDING && value <= 1 + ROUNDING;
const within = (value: number): number => (isProbability(value) ? Math.min(1, Math.max(0, value)) : value);

/** One row of the output as the declared activation leaves it; a softmax is over the whole row. */
export function activated(values: number[], activation: Activation = 'none'): number[] {
  if (activation === 'sigmoid') return values.map((value) => 1 / (1 + Math.exp(-value)));
  if (activation === 'none') return values;
  // Less the largest, so that none of the powers is infinite.
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** Turns one row of the model's answer into the row the task asks for. @throws {InputFault} naming the output */
export function answerer(task: Task, map: OutputMap) {
  const classes = map.classes ?? task.target.classes ?? [];
  const positive = task.target.positive ?? classes.at(-1) ?? '';
  const negative = classes.find((name) => name !== positive) ?? '';
  const columns = ['id', 'prediction'];
  if (map.prediction !== 'value' && map.scores !== false)
    columns.push(...task.output.columns.filter((name) => /^score(:|$)/.test(name)));
  const output = `output "${map.output}"`;
  const score = (column: string, values: number[]): number => {
    const wanted = column === 'score' ? positive : column.slice('score:'.length);
    if (map.prediction === 'threshold') return wanted === positive ? values[0]! : 1 - values[0]!;
    const index = classes.indexOf(wanted);
    if (index < 0) throw new InputFault(`the model has no score for class "${wanted}"`);
    return values[index]!;
  };
  const predict = (values: number[]): string => {
    if (map.prediction === 'value') return String(values[0]);
    if (map.prediction === 'threshold') return values[0]! >= (map.threshold ?? 0.5) ? positive : negative;
    let best = 0;
    for (let index = 1; index < values.length; index += 1) if (values[index]! > values[best]!) best = index;
    const name = classes[best];
    if (name === undefined)
      throw new InputFault(`${output} answers class ${best}, but has ${classes.length} names`);
    return name;
  };
  const line = (id: string, raw: number[]) => {
    if (map.prediction === 'argmax' && raw.length !== classes.length)
      throw new InputFault(`${output} has ${raw.length} values a row, there are ${classes.length} classes`);
    const values = map.prediction === 'value' ? raw : activated(raw, map.activation);
    const scores = columns.slice(2).map((column) => within(score(column, values)));
    const odd = scores.find((value) => !isProbability(value) && Number.isFinite(value));
    if (odd !== undefined)
      throw new InputFault(
        `${output} is no probability (${odd}): declare "activation": "softmax" or "sigmoid", or "scores": false`,
      );
    return csvLine([id, predict(values), ...scores.map(String)]);
  };
  return { columns, line };
}

/** The leading dimension where the model fixes it. */
export function fixedBatch(session: InferenceSession): number | null {
  for (const metadata of session.inputMetadata) {
    const lead = metadata.isTensor ? metadata.shape[0] : undefined;
    if (typeof lead === 'number' && lead > 0) return lead;
  }
  return null;
}

/**
 * The first `rows` rows of an output, each a list of its values.
 * @throws {InputFault} where it is no tensor of numbers with a row for each row asked
 */
export function valuesOf(tensor: Tensor | undefined, name: string, rows: number): number[][] {
  if (!tensor) throw new InputFault(`the model has no output "${name}"`);
  if (typeof tensor.data[0] === 'string') throw new InputFault(`output "${name}" holds texts, not numbers`);
  const flat = Array.from(tensor.data as ArrayLike<number | bigint>, Number);
  const given = tensor.dims[0] ?? 0;
  if (given < rows) throw new InputFault(`output "${name}" has ${given} rows for ${rows}`);
  const width = flat.length / given;
  return Array.from({ length: rows }, (_, index) => flat.slice(index * width, (index + 1) * width));
}
