import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Defect, TaskFile } from '@scenario-lab/contracts/exam';
import { z } from 'zod';
import { executePack } from './execute.js';
import { expectedOf } from './expected.js';
import { sha256OfFile } from './keyed.js';
import { limitsFor } from './limits.js';
import { readIndex, readTask } from './pack.js';
import { readPredictions } from './predictions.js';
import { type PrepareRequest, prepareArtifact } from './prepare.js';
import { scoreRun, seedOf } from './score.js';
import { readTruth } from './truth.js';
import type { FullResult, Measured, PackExecution, PlatformFault, Problem, Truth } from './types.js';
import { unpackZip } from './zip.js';

const SamplePlan = z.object({ schema: z.literal('scenario-lab/sample/1'), plan: Plan });

/** A published sample, unpacked. */
export interface Sample {
  packDir: string;
  plan: Plan;
  task: TaskFile;
  truth: Truth;
  /** SHA-256 of the zip. */
  digest: string;
}

const ours =
  /^(?:pack\.json|plan\.json|truth\.csv|cases\/\d{4}\/(?:(?:task\.json|inputs\.csv|history\.csv)|files\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}))$/;
const rules = { accepts: (name: string) => ours.test(name), maxBytes: 4 * 2 ** 30, maxFiles: 100_000 };

/**
 * Opens `sample.zip` below an existing folder.
 * @throws {ArchiveBroken} or an Error when it is no sample of ours
 */
export async function openSample(zip: string, dir: string): Promise<Sample> {
  const packDir = await mkdtemp(join(dir, 'sample-'));
  await unpackZip(zip, packDir, rules);
  const { plan } = SamplePlan.parse(JSON.parse(await readFile(join(packDir, 'plan.json'), 'utf8')));
  const [task, truth, digest] = await Promise.all([
    readTask(packDir),
    readTruth(join(packDir, 'truth.csv')),
    sha256OfFile(zip),
  ]);
  return { packDir, plan, task, truth, digest };
}

export type Scored = { ok: true; result: FullResult } | { ok: false; defects: Defect[] };

/**
 * Scores a file of predictions (tar of `executePack`, .csv or .jsonl) on a sample, places of defects included.
 * @param measured what making them cost; null where nobody saw it
 */
export async function scoreSample(
  sample: Sample,
  predictions: string,
  measured: Measured | null,
): Promise<Scored> {
  const { plan, task, truth, digest } = sample;
  const read = await readPredictions(predictions, expectedOf(plan, task, truth));
  if (!read.ok) return read;
  const classes = task.target.classes ?? [];
  const given = { plan, classes, truth, predictions: read.predictions, looks: plan.looks, baseline: [] };
  return { ok: true, result: scoreRun({ ...given, measured, seed: seedOf(digest) }) };
}

export interface TryRequest extends Omit<PrepareRequest, 'memoryBytes' | 'id'> {
  sample: Sample;
  seed: number;
  onProgress?: (done: number, of: number) => void;
}

export type Tried =
  | PlatformFault
  /** The artifact itself cannot be run. */
  | { kind: 'refused'; problems: Problem[] }
  | { kind: 'tried'; execution: PackExecution; scored: Scored | null };

/**
 * The vendor's own exam on the published sample: the same preparation, execution, reading and scoring as in
 * the lab, at whatever level the sandbox here has (`execution.level`). `scored` is null where the program
 * itself failed.
 */
export async function trySample(request: TryRequest): Promise<Tried> {
  const { sample, sandbox, outDir, seed, signal, onProgress } = request;
  const { plan, truth, packDir } = sample;
  const { cases } = await readIndex(packDir);
  const limits = limitsFor(
    plan,
    Math.ceil(truth.ids.length / cases.length),
    sample.task.output.columns.length,
  );
  const prepared = await prepareArtifact({ ...request, id: 'try', memoryBytes: limits.memoryBytes });
  if (prepared.kind !== 'prepared') return prepared;
  await mkdir(join(outDir, 'try'), { recursive: true });
  const execution = await executePack({
    sandbox,
    id: 'try',
    artifact: prepared.artifact,
    packDir,
    limits,
    outDir: join(outDir, 'try'),
    seed,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  if (execution.kind === 'platform_fault') return execution;
  if (execution.predictions === null) return { kind: 'tried', execution, scored: null };
  const scored = await scoreSample(sample, execution.predictions, execution);
  if (scored.ok) return { kind: 'tried', execution, scored };
  return {
    kind: 'tried',
    execution: { ...execution, outcome: 'wrong_output', defects: scored.defects },
    scored,
  };
}
