import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { shown } from './io.js';
import type { OutputMap } from './onnx-answer.js';
import { type OnnxStructure, onnxStructure } from './onnx-structure.js';
import { tryModel } from './onnx-trial.js';
import { Findings, type Problem } from './problems.js';
import { type ImageInput, type ModelInput, shapeOf } from './tensors.js';

export interface Port {
  name: string;
  type: string;
  /** A number, a symbol, or '?' per axis. */
  shape: (number | string)[];
}

interface Maps {
  inputMap?: Record<string, ModelInput>;
  outputMap?: OutputMap;
  task?: string;
}

interface Inspected {
  files: number;
  bytes: number;
  model: Pick<OnnxStructure, 'irVersion' | 'opset' | 'producer' | 'nodes'> & {
    inputs: Port[];
    outputs: Port[];
  };
  problems: readonly Problem[];
}

const NO_TENSOR = 'not a tensor';
const numbers = /^(u?int(8|16|32|64)|float(16|32|64)|bool)$/;

function checkInputMap(inputs: Port[], map: Record<string, ModelInput>, findings: Findings): void {
  const byName = new Map(inputs.map((port) => [port.name, port]));
  for (const name of byName.keys())
    if (!Object.hasOwn(map, name))
      findings.add('input_map', name, 'the input map says nothing about this input');
  for (const [name, input] of Object.entries(map)) {
    const port = byName.get(name);
    if (!port) {
      findings.add('input_map', name, `the model has no such input, only ${[...byName.keys()].join(', ')}`);
      continue;
    }
    const type = 'image' in input ? 'float32' : input.dtype;
    if (type !== port.type)
      findings.add('input_map', name, `the model takes ${port.type}, the map gives ${type}`);
    const last = port.shape.at(-1);
    if ('columns' in input && input.fill && ![1, input.columns.length].includes(input.fill.length))
      findings.add(
        'input_map',
        name,
        `"fill" has ${input.fill.length} numbers for ${input.columns.length} columns`,
      );
    if ('image' in input) checkPicture(port, input, findings);
    if (
      'columns' in input &&
      (port.shape.length !== 2 || (typeof last === 'number' && last !== input.columns.length))
    )
      findings.add(
        'input_map',
        name,
        `the model takes [${port.shape.join(', ')}], the map gives [rows, ${input.columns.length}]`,
      );
  }
}

/** Axes after the first, which the model fixes and the map gives otherwise. */
function checkPicture({ name, shape }: Port, input: ImageInput, findings: Findings): void {
  const { dims } = shapeOf(input, 1);
  const differs = dims.slice(1).some((dim, at) => typeof shape[at + 1] === 'number' && shape[at + 1] !== dim);
  if (shape.length !== dims.length || differs)
    findings.add(
      'input_map',
      name,
      `the model takes [${shape.join(', ')}], the map gives [rows, ${dims.slice(1).join(', ')}]`,
    );
}

function checkOutput(outputs: Port[], wanted: string, findings: Findings): void {
  const port = outputs.find(({ name }) => name === wanted);
  const others = outputs.filter(({ type }) => numbers.test(type)).map(({ name }) => name);
  if (!port)
    findings.add(
      'output_map',
      wanted,
      `the model has no such output, only ${outputs.map(({ name }) => name).join(', ')}`,
    );
  else if (!numbers.test(port.type))
    findings.add(
      'output_not_numbers',
      wanted,
      `is ${port.type === NO_TENSOR ? 'a sequence of maps (ZipMap) or another kind that is no tensor' : port.type}: export the model without ZipMap${others.length > 0 ? `, or name one of ${others.join(', ')}` : ''}`,
    );
}

/**
 * A model's structure, its sockets against the maps, and a trial on made-up rows where there are maps.
 * @throws {Unacceptable}
 */
export async function inspectOnnx(file: string, { inputMap, outputMap, task }: Maps): Promise<Inspected> {
  const findings = new Findings();
  const bytes = readFileSync(file);
  let structure: OnnxStructure;
  try {
    structure = onnxStructure(bytes);
  } catch (error) {
    return findings.stop(
      'not_onnx',
      error instanceof RangeError ? 'model' : (error as Error).message,
      String(error),
    );
  }
  for (const name of structure.external)
    findings.add('external_data', name, 'weights must lie in the model file itself');
  findings.settle();
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');
  let session: import('onnxruntime-node').InferenceSession;
  try {
    session = await ort.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  } catch (error) {
    return findings.stop('not_loadable', 'model', String(error));
  }
  const ports = (list: typeof session.inputMetadata): Port[] =>
    list.map((entry) => ({
      name: shown(entry.name, 100),
      type: entry.isTensor ? entry.type : NO_TENSOR,
      shape: entry.isTensor
        ? entry.shape.map((axis) => (typeof axis === 'string' ? shown(axis, 40) || '?' : axis))
        : [],
    }));
  const inputs = ports(session.inputMetadata);
  const outputs = ports(session.outputMetadata);
  if (inputMap) checkInputMap(inputs, inputMap, findings);
  if (outputMap) checkOutput(outputs, outputMap.output, findings);
  findings.settle();
  const trial = inputMap && outputMap && { ort, session, inputMap, outputMap, ...(task ? { task } : {}) };
  const problems = trial ? await tryModel(trial, findings) : [];
  findings.settle();
  const { irVersion, opset, nodes } = structure;
  return {
    files: 1,
    bytes: bytes.length,
    model: { irVersion, opset, producer: shown(structure.producer, 100), nodes, inputs, outputs },
    problems,
  };
}
