import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Defect } from '@scenario-lab/contracts/exam';
import {
  type CollectDefectClass,
  defaultLimits,
  type FinishedRun,
  type RunLog,
  type SandboxRequest,
} from '@scenario-lab/sandbox/types';
import { caseDir, type PackIndex, readIndex } from './pack.js';
import { tarFolder } from './tar.js';
import { shown } from './text.js';
import type { ExecuteRequest, ExecutionResult, PackExecution, Runnable } from './types.js';

const answers = ['predictions.csv', 'predictions.jsonl'] as const;

/**
 * Runs an artifact over every case of a pack, one execution each; the first that does not end well ends it.
 * What a program wrote is only moved, never opened: reading it is for the one who scores. Everything a program
 * does is an outcome; `platform_fault` is ours or the caller's abort.
 */
export async function executePack(request: ExecuteRequest): Promise<ExecutionResult> {
  let index: PackIndex;
  try {
    index = await readIndex(request.packDir);
  } catch (error) {
    return { kind: 'platform_fault', reason: 'pack_broken', detail: String(error) };
  }
  const folder = await mkdtemp(join(request.outDir, 'answers-'));
  try {
    return await runCases(request, index.cases, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCases(request: ExecuteRequest, cases: string[], folder: string): Promise<ExecutionResult> {
  const { sandbox, outDir, signal, onProgress } = request;
  let total: PackExecution | null = null;
  let started: Promise<void> | undefined;
  const beforeStart = async () => {
    started ??= request.onStarted?.();
    await started;
  };
  for (const [place, name] of cases.entries()) {
    const hooks = { beforeStart, ...(signal ? { signal } : {}) };
    const result = await sandbox.run(requestFor(request, name), hooks);
    // Who refused the start is told its own error: the program never ran.
    await started;
    if (result.kind === 'platform_fault') return result;
    try {
      const { outcome, defects, answer } = judge(result);
      total = added(total, result, outcome, defects, request.limits.logBytes);
      if (outcome !== 'ok' || !answer) return { ...total, failedCase: name };
      const ending = answer.name === answers[0] ? 'csv' : 'jsonl';
      await copyFile(answer.path, join(folder, `${name}.${ending}`));
    } finally {
      await sandbox.discard(result);
    }
    onProgress?.(place + 1, cases.length);
  }
  const predictions = join(outDir, 'predictions.tar');
  await tarFolder(folder, predictions);
  return { ...total!, predictions };
}

function requestFor({ artifact, packDir, limits, seed, id }: ExecuteRequest, name: string): SandboxRequest {
  const shared = {
    id: `${id}/${name}`,
    artifactDir: artifact.dir,
    inputDir: caseDir(packDir, name),
    limits: { ...limits, outFiles: defaultLimits.outFiles },
    seed,
  };
  return { ...shared, ...programOf(artifact, limits.memoryBytes, seed) };
}

function programOf(
  artifact: Runnable,
  memoryBytes: number,
  seed: number,
): Pick<SandboxRequest, 'runtime' | 'command' | 'options'> {
  if (artifact.kind === 'bundle')
    return { runtime: artifact.manifest.runtime, command: artifact.manifest.command };
  const { file } = artifact;
  if (artifact.kind === 'wasm') return { runtime: 'wasm', options: { file, limits: { memoryBytes }, seed } };
  const { inputMap, outputMap } = artifact;
  return { runtime: 'onnx', options: { file, inputMap, outputMap } };
}

const defectOf: Record<CollectDefectClass, Defect['class']> = {
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

function judge(run: FinishedRun) {
  const { outcome, collectDefect, outputs } = run;
  const answer = answers.map((name) => outputs.find((output) => output.name === name)).find(Boolean);
  if (collectDefect) {
    const defect: Defect = {
      class: defectOf[collectDefect.class],
      count: 1,
      place: `/out/${shown(collectDefect.name)}`,
      detail: collectDefect.class,
    };
    return { outcome, defects: [defect], answer: undefined };
  }
  if (outcome !== 'ok' || answer) return { outcome, defects: [], answer };
  const defect: Defect = { class: 'no_output', count: 1, place: `/out/${answers[0]}` };
  return { outcome: 'wrong_output' as const, defects: [defect], answer };
}

function added(
  before: PackExecution | null,
  run: FinishedRun,
  outcome: PackExecution['outcome'],
  defects: Defect[],
  logBytes: number,
): PackExecution {
  const { cpuSeconds, peakMemoryBytes, wallSeconds } = run.resources;
  const sum = before?.resources ?? { cpuSeconds: 0, peakMemoryBytes: 0, wallSeconds: 0, executions: 0 };
  return {
    kind: 'executed',
    outcome,
    failedCase: null,
    resources: {
      cpuSeconds: sum.cpuSeconds + cpuSeconds,
      peakMemoryBytes: Math.max(sum.peakMemoryBytes, peakMemoryBytes),
      wallSeconds: sum.wallSeconds + wallSeconds,
      executions: sum.executions + 1,
    },
    log: joined(before?.log, run.log, logBytes),
    level: run.level,
    runtimeRoot: run.runtimeRoot,
    predictions: null,
    defects,
  };
}

/** Logs one after the other, each stream cut to `most` bytes in all. */
function joined(before: RunLog | undefined, after: RunLog, most: number): RunLog {
  if (!before) return after;
  const stdout = cut(before.stdout + after.stdout, most);
  const stderr = cut(before.stderr + after.stderr, most);
  const truncated = before.truncated || after.truncated || stdout.cut || stderr.cut;
  return { stdout: stdout.text, stderr: stderr.text, truncated };
}

function cut(text: string, most: number): { text: string; cut: boolean } {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= most) return { text, cut: false };
  return { text: new TextDecoder().decode(bytes.subarray(0, most)).replace(/\uFFFD+$/, ''), cut: true };
}
