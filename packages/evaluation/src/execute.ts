import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Defect, Limits, TaskFile } from '@scenario-lab/contracts/exam';
import { examLimits } from '@scenario-lab/domain/benchmarks/exam-limits';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import {
  defaultLimits,
  type FinishedRun,
  type RunLog,
  type SandboxRequest,
} from '@scenario-lab/sandbox/types';
import { type CollectedAnswer, checkAnswers } from './check-answers.js';
import { caseDir, readIndex, readTask } from './pack.js';
import { defectOf, programOf } from './program.js';
import type { ExecuteRequest, ExecutionResult, PackExecution } from './types.js';

const names = ['predictions.csv', 'predictions.jsonl'] as const;

/** What is sat: the cases of a pack, and the limits of each. */
interface Exam {
  cases: string[];
  task: TaskFile;
  limits: Limits;
}

/**
 * Runs an artifact over every case of a pack, one execution each; the first that does not end well ends it. What it
 * wrote is read in the sandbox as well, so that nobody outside ever opens it: what is handed on is the normal form
 * of its predictions, or what is wrong with them. Everything a program does is an outcome; `platform_fault` is ours
 * or the caller's abort.
 */
export async function executePack(request: ExecuteRequest): Promise<ExecutionResult> {
  const { packDir, plan, rows } = request;
  let exam: Exam;
  try {
    const [{ cases }, task] = await Promise.all([readIndex(packDir), readTask(packDir)]);
    const { columns } = task.output;
    const size = { rows, executions: cases.length, columns, classes: task.target.classes ?? [] };
    exam = { cases, task, limits: examLimits(plan, size) };
  } catch (error) {
    return { kind: 'platform_fault', reason: 'pack_broken', detail: String(error) };
  }
  const folder = await mkdtemp(join(request.outDir, 'answers-'));
  try {
    return await runCases(request, exam, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCases(request: ExecuteRequest, exam: Exam, folder: string): Promise<ExecutionResult> {
  const { sandbox, signal, onProgress } = request;
  const { cases, limits } = exam;
  const answers: CollectedAnswer[] = [];
  let total: PackExecution | null = null;
  let started: Promise<void> | undefined;
  const beforeStart = async () => {
    started ??= request.onStarted?.();
    await started;
  };
  for (const [place, name] of cases.entries()) {
    const hooks = { beforeStart, ...(signal ? { signal } : {}) };
    const result = await sandbox.run(requestFor(request, limits, name), hooks);
    // Who refused the start is told its own error: the program never ran.
    await started;
    if (result.kind === 'platform_fault') return result;
    try {
      const { outcome, defects, answer } = judge(result);
      const first = total === null;
      total = added(total, result, outcome, defects, limits.logBytes);
      if (first && result.neverStarted) return { ...total, detail: 'not_started', failedCase: name };
      if (outcome !== 'ok' || !answer) return { ...total, failedCase: name };
      const ending = answer.name === names[0] ? 'csv' : 'jsonl';
      const file = `${name}.${ending}`;
      await copyFile(answer.path, join(folder, file));
      answers.push({ case: name, file, name: answer.name });
    } finally {
      await sandbox.discard(result);
    }
    onProgress?.(place + 1, cases.length);
  }
  return readAnswersOf(request, exam, folder, answers, total!);
}

async function readAnswersOf(
  { sandbox, id, plan, ids, packDir, outDir, signal }: ExecuteRequest,
  { cases, task }: Exam,
  folder: string,
  answers: readonly CollectedAnswer[],
  total: PackExecution,
): Promise<ExecutionResult> {
  const predictions = join(outDir, 'answers.bin');
  const asked = { sandbox, id, plan, task, packDir, cases, folder, answers, file: predictions };
  const checked = await checkAnswers({ ...asked, ...(ids ? { ids } : {}), ...(signal ? { signal } : {}) });
  if (checked.kind === 'platform_fault') return checked;
  const resources = { ...total.resources, readingCpuSeconds: checked.cpuSeconds };
  if (checked.defects.length === 0) return { ...total, resources, predictions };
  return { ...total, resources, outcome: 'wrong_output', defects: checked.defects };
}

function requestFor(
  { artifact, packDir, seed, id }: ExecuteRequest,
  limits: Limits,
  name: string,
): SandboxRequest {
  const shared = {
    id: `${id}/${name}`,
    artifactDir: artifact.dir,
    inputDir: caseDir(packDir, name),
    limits: { ...limits, outFiles: defaultLimits.outFiles },
    seed,
  };
  return { ...shared, ...programOf(artifact, limits.memoryBytes, seed) };
}

function judge(run: FinishedRun) {
  const { outcome, collectDefect, outputs } = run;
  const answer = names.map((name) => outputs.find((output) => output.name === name)).find(Boolean);
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
  const defect: Defect = { class: 'no_output', count: 1, place: `/out/${names[0]}` };
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
