import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inspection } from '@scenario-lab/contracts/algorithms';
import {
  type ArtifactKind,
  BundleManifest,
  type OnnxInputMap,
  type OnnxOutputMap,
} from '@scenario-lab/contracts/exam';
import type { TaskKind } from '@scenario-lab/contracts/metrics';
import { unpackAppTar } from '@scenario-lab/sandbox/app-tar';
import { type Sandbox, type SandboxResult, toolLimits } from '@scenario-lab/sandbox/types';
import type { z } from 'zod';
import type { PlatformFault, Problem, Runnable } from './types.js';

export interface PrepareRequest {
  sandbox: Sandbox;
  id: string;
  kind: ArtifactKind;
  /** The file as it was handed in: hostile. */
  file: string;
  /** Needed for `onnx`. */
  inputMap?: z.infer<typeof OnnxInputMap>;
  outputMap?: z.infer<typeof OnnxOutputMap>;
  /** Task it is made for: an ONNX model whose answer cannot be one of it is refused. */
  task?: TaskKind;
  /** Memory a run will have: a WASM module may not declare more. */
  memoryBytes: number;
  /** Existing private folder; the artifact comes to lie in a new folder below it. */
  outDir: string;
  signal?: AbortSignal;
}

export type Prepared =
  | { kind: 'prepared'; artifact: Runnable; inspection: z.infer<typeof Inspection> }
  | { kind: 'refused'; problems: Problem[] }
  | PlatformFault;

const refused = (code: string, place: string, detail: string): Prepared => ({
  kind: 'refused',
  problems: [{ code, place, detail }],
});

/**
 * Lets the sandbox open and check an artifact, and lays what it found ready to run. Codes are those of the
 * inspection; `maps_missing` for an ONNX model without its maps, `inspect_<outcome>` where the file makes the
 * inspection itself fail.
 */
export async function prepareArtifact(request: PrepareRequest): Promise<Prepared> {
  const { kind, inputMap, outputMap } = request;
  if (kind === 'onnx' && (!inputMap || !outputMap))
    return refused('maps_missing', 'artifact', 'a model needs an input and an output map');
  const home = await mkdtemp(join(request.outDir, 'artifact-'));
  const [alone, dir] = [join(home, 'in'), join(home, 'app')];
  await mkdir(alone);
  await mkdir(dir);
  await copyFile(request.file, join(alone, 'artifact'));
  const result = await request.sandbox.run(
    {
      id: `${request.id}/inspect`,
      runtime: 'inspect',
      inputDir: alone,
      limits: toolLimits,
      options: {
        kind,
        file: 'artifact',
        memoryBytes: request.memoryBytes,
        ...(kind === 'onnx' ? { inputMap, outputMap, ...(request.task ? { task: request.task } : {}) } : {}),
      },
    },
    request.signal ? { signal: request.signal } : {},
  );
  try {
    return await settle(request, result, dir);
  } finally {
    await request.sandbox.discard(result);
    await rm(alone, { recursive: true, force: true });
  }
}

async function settle(request: PrepareRequest, result: SandboxResult, dir: string): Promise<Prepared> {
  if (result.kind === 'platform_fault') return result;
  const output = (name: string) => result.outputs.find((one) => one.name === name)?.path;
  const report = output('report.json');
  if (result.outcome !== 'ok' || report === undefined)
    return refused(`inspect_${result.outcome}`, 'artifact', result.log.stderr.slice(0, 200));
  const inspection = Inspection.parse({ problems: [], ...JSON.parse(await readFile(report, 'utf8')) });
  if (!inspection.ok) return { kind: 'refused', problems: inspection.problems };
  if (request.kind === 'bundle') {
    const archive = output('app.tar');
    if (archive === undefined) return refused('inspect_wrong_output', 'artifact', 'no files');
    await unpackAppTar(archive, dir);
    const manifest = BundleManifest.parse(inspection.manifest);
    return { kind: 'prepared', artifact: { kind: 'bundle', dir, manifest }, inspection };
  }
  const file = request.kind === 'wasm' ? 'program.wasm' : 'model.onnx';
  await copyFile(request.file, join(dir, file));
  if (request.kind === 'wasm') return { kind: 'prepared', artifact: { kind: 'wasm', dir, file }, inspection };
  const { inputMap, outputMap } = request;
  return {
    kind: 'prepared',
    artifact: { kind: 'onnx', dir, file, inputMap: inputMap!, outputMap: outputMap! },
    inspection,
  };
}
