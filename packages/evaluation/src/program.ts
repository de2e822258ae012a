import type { Defect } from '@scenario-lab/contracts/exam';
import type { CollectDefectClass, SandboxRequest } from '@scenario-lab/sandbox/types';
import type { Runnable } from './types.js';

/** How the sandbox starts an artifact, whatever it is given to read. */
export function programOf(
  artifact: Runnable,
  memoryBytes: number,
  seed: number,
): Pick<SandboxRequest, 'runtime' | 'command' | 'options'> {
  if (artifact.kind === 'bundle') {
    const { runtime, command } = artifact.manifest;
    const [program, ...rest] = command as [string, ...string[]];
    // Inspection has found it in the bundle; without a slash it would be looked for among the system's programs.
    const own = runtime === 'native' && !program.includes('/') ? `./${program}` : program;
    return { runtime, command: [own, ...rest] };
  }
  const { file } = artifact;
  if (artifact.kind === 'wasm') return { runtime: 'wasm', options: { file, limits: { memoryBytes }, seed } };
  const { inputMap, outputMap } = artifact;
  return { runtime: 'onnx', options: { file, inputMap, outputMap } };
}

/** What is wrong with a folder of outputs, in the words a program's owner is told. */
export const defectOf: Record<CollectDefectClass, Defect['class']> = {
  symlink: 'not_a_regular_file',
  fifo: 'not_a_regular_file',
  socket: 'not_a_regular_file',
  device: 'not_a_regular_file',
  directory: 'not_a_regular_file',
  hard_link: 'not_a_regular_file',
  unreadable: 'not_a_regular_file',
  bad_name: 'not_a_regular_file',
  too_big: 'too_large',
  too_many: 'too_large',
};
