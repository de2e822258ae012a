import * as make from '@scenario-lab/sandbox/testing/files';
import type { AttackCase } from '../attack-case.js';
import { finished } from '../in-slot.js';
import type { Attempt, World } from '../world.js';

const MiB = 2 ** 20;
const kinds = 'a model or module is held by the same borders as a program';

const wasm = (module: Buffer, limits: Attempt['limits'] = {}): Attempt => ({
  runtime: 'wasm',
  app: { 'm.wasm': module },
  limits,
});

const opens = (path: string) =>
  wasm(make.wasm({ body: [...make.openPath(3, path.length, false), ...make.exitWithTop], data: path }));

const task = JSON.stringify({
  inputs: 'inputs.csv',
  target: { type: 'string', classes: ['no', 'yes'], positive: 'yes' },
  output: { file: 'predictions.csv', columns: ['id', 'prediction', 'score'] },
});

const onnx = (model: Buffer, limits: Attempt['limits'] = {}): Attempt => ({
  runtime: 'onnx',
  app: { 'm.onnx': model },
  input: { 'task.json': task, 'inputs.csv': 'id,a,b\nr1,2,1\nr2,1,2\n' },
  options: {
    inputMap: { x: { columns: ['a', 'b'], dtype: 'float32' } },
    outputMap: { output: 'p', prediction: 'argmax', classes: ['no', 'yes'], scores: true },
  },
  limits,
});

const ends = (name: string, way: string, outcome: string, attempt: () => Attempt): AttackCase => ({
  name,
  promise: kinds,
  way,
  expected: outcome,
  attack: async (world) => (await finished(world, attempt())).outcome,
});

export const cases: AttackCase[] = [
  ends('a WebAssembly loop', 'loop without end', 'cpu_limit', () =>
    wasm(make.wasm({ body: make.forever }), { cpuSeconds: 0.6 }),
  ),
  ends('memory.grow without end', 'every page grown and touched', 'memory_limit', () =>
    wasm(make.wasm({ body: make.growForever }), { memoryBytes: 160 * MiB }),
  ),
  ends('a module that declares 4 GiB', 'a maximum beyond the memory of the run', 'runtime_error', () =>
    wasm(make.wasm({ body: [], memory: { minimum: 1, maximum: 65_536 } })),
  ),
  {
    name: 'out of the folders a module is given',
    promise: kinds,
    way: 'path_open of an absolute path, of ../ and of the module itself; and of an input, which it may',
    expected: 'refused refused refused, its input opened',
    attack: async (world) => {
      const code = async (path: string) => (await finished(world, opens(path))).exitCode;
      // ENOTCAPABLE or EPERM of WASI.
      const word = (exit: number | null) => (exit === 63 || exit === 76 ? 'refused' : `exit ${exit}`);
      const outside = [];
      for (const path of ['/etc/passwd', '../etc/passwd', '../app/m.wasm'])
        outside.push(word(await code(path)));
      return `${outside.join(' ')}, ${(await code('task.json')) === 0 ? 'its input opened' : 'its input not opened'}`;
    },
  },
  {
    name: 'weights in a file elsewhere',
    promise: kinds,
    way: 'ONNX external data at ../in/task.json, /etc/passwd and a file beside the model',
    expected: 'runtime_error runtime_error runtime_error',
    attack: (world) => each(world, ['../in/task.json', '/etc/passwd', 'weights.bin']),
  },
  ends('an ONNX shape bomb', 'a few bytes that ask for 8 GiB', 'memory_limit', () =>
    onnx(make.shapeBombModel(), { memoryBytes: 300 * MiB }),
  ),
  ends('an endless ONNX Loop', '2^52 rounds', 'cpu_limit', () =>
    onnx(make.endlessModel(), { cpuSeconds: 1.5 }),
  ),
  ends('an honest model', 'the one that must pass, so that the others say something', 'ok', () =>
    onnx(make.classifierModel()),
  ),
];

async function each(world: World, places: string[]): Promise<string> {
  const seen = [];
  for (const place of places) seen.push((await finished(world, onnx(make.externalModel(place)))).outcome);
  return seen.join(' ');
}
