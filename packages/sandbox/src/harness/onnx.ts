import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { csvLine, records } from '@scenario-lab/tables/records';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { onlyFile, readOptions } from './io.js';
import { InputFault, type ModelInput, type Row, toBatch } from './tensors.js';

export interface OutputMap {
  /** Name of the model's output that holds the answer. */
  output: string;
  prediction: 'argmax' | 'threshold' | 'value';
  /** In the order of the output's last axis; default: the task's. */
  classes?: string[];
  threshold?: number;
  /** Also write the scores the task asks for. */
  scores?: boolean;
}

/** Options of runtime `onnx`. */
export interface OnnxOptions {
  /** File in /app, which must be alone there. */
  file?: string;
  inputMap: Record<string, ModelInput>;
  outputMap: OutputMap;
}

interface Task {
  inputs: string;
  files?: string;
  target: { type: string; classes?: string[]; positive?: string };
  output: { file: string; columns: string[] };
}

const REFUSED = 3;
const ROWS_AT_ONCE = 256;

function readRows(file: string): Row[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const [header, ...rest] = records([text]);
  if (!header) throw new InputFault('the inputs are empty');
  return rest.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

/** Turns one row of the model's answer into the row the task asks for. */
function answerer(task: Task, map: OutputMap) {
  const classes = map.classes ?? task.target.classes ?? [];
  const positive = task.target.positive ?? classes.at(-1) ?? '';
  const negative = classes.find((name) => name !== positive) ?? '';
  const columns = ['id', 'prediction'];
  if (map.prediction !== 'value' && map.scores !== false)
    columns.push(...task.output.columns.filter((name) => /^score(:|$)/.test(name)));
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
      throw new InputFault(`the model answers class ${best}, but has ${classes.length} names`);
    return name;
  };
  const line = (id: string, values: number[]) =>
    csvLine([id, predict(values), ...columns.slice(2).map((column) => String(score(column, values)))]);
  return { columns, line };
}

/** The leading dimension where the model fixes it. */
function fixedBatch(session: InferenceSession): number | null {
  for (const metadata of session.inputMetadata) {
    const lead = metadata.isTensor ? metadata.shape[0] : undefined;
    if (typeof lead === 'number' && lead > 0) return lead;
  }
  return null;
}

function valuesOf(tensor: Tensor | undefined, name: string, rows: number): number[][] {
  if (!tensor) throw new InputFault(`the model has no output "${name}"`);
  const flat = Array.from(tensor.data as ArrayLike<number | bigint>, Number);
  const width = flat.length / (tensor.dims[0] ?? 1);
  if ((tensor.dims[0] ?? 0) < rows)
    throw new InputFault(`output "${name}" has ${tensor.dims[0]} rows for ${rows}`);
  return Array.from({ length: rows }, (_, index) => flat.slice(index * width, (index + 1) * width));
}

async function main(): Promise<void> {
  const { file, inputMap, outputMap } = readOptions<OnnxOptions>();
  // ONNX Runtime takes external weights from files beside the model: there must be none.
  if (readdirSync('/app').length !== 1) throw new InputFault('the model must be alone in its folder');
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');
  const session = await ort.InferenceSession.create(onlyFile('/app', file), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const task = JSON.parse(readFileSync('/in/task.json', 'utf8')) as Task;
  const rows = readRows(`/in/${task.inputs}`);
  const files = `/in/${task.files ?? 'files'}`;
  const { columns, line } = answerer(task, outputMap);
  const size = fixedBatch(session);
  const step = size ?? ROWS_AT_ONCE;
  const out = openSync('/out/predictions.csv', 'w');
  writeSync(out, csvLine(columns));
  for (let first = 0; first < rows.length; first += step) {
    const part = rows.slice(first, first + step);
    const feeds: Record<string, Tensor> = {};
    for (const [name, input] of Object.entries(inputMap)) {
      const batch = toBatch(input, part, first, size ?? part.length, files);
      feeds[name] = new ort.Tensor(batch.dtype, batch.data as Float32Array, batch.dims);
    }
    const answer = await session.run(feeds, [outputMap.output]);
    const values = valuesOf(answer[outputMap.output], outputMap.output, part.length);
    writeSync(out, part.map((row, index) => line(row.id ?? '', values[index]!)).join(''));
  }
  closeSync(out);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof InputFault ? error.message : String(error));
  process.exit(REFUSED);
}
