import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { csvLine, records } from '@scenario-lab/tables/records';
import type { Tensor } from 'onnxruntime-node';
import { onlyFile, readOptions } from './io.js';
import { answerer, fixedBatch, type OutputMap, type Task, valuesOf } from './onnx-answer.js';
import { InputFault, type ModelInput, type Row, toBatch } from './tensors.js';

/** Options of runtime `onnx`. */
export interface OnnxOptions {
  /** File in /app, which must be alone there. */
  file?: string;
  inputMap: Record<string, ModelInput>;
  outputMap: OutputMap;
}

const REFUSED = 3;
const ROWS_AT_ONCE = 256;

function readRows(file: string): Row[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const [header, ...rest] = records([text]);
  if (!header) throw new InputFault('the inputs are empty');
  return rest.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

/** Why an answer may be no number: a cell that is empty and that the map does not fill. */
function gapIn(row: Row, inputMap: OnnxOptions['inputMap']): string | null {
  for (const input of Object.values(inputMap))
    if ('columns' in input && !input.fill) {
      const column = input.columns.find((name) => row[name] === '');
      if (column !== undefined) return column;
    }
  return null;
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
    part.forEach((row, index) => {
      const gap = values[index]!.every(Number.isFinite) ? null : gapIn(row, inputMap);
      if (gap !== null)
        throw new InputFault(
          `row ${first + index + 1}: column "${gap}" is empty and output "${outputMap.output}" is no number: declare "fill" for that input`,
        );
    });
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
