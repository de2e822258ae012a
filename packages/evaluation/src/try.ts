import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import { readPredictions } from '@scenario-lab/sandbox/harness/answers';
import { z } from 'zod';
import { executePack } from './execute.js';
import { expectedOf } from './expected.js';
import { sha256OfFile } from './keyed.js';
import { type Marked, type Marking, markKept, markPredictions } from './mark.js';
import { readIndex, readTask } from './pack.js';
import { type PrepareRequest, prepareArtifact } from './prepare.js';
import { unfoldPast } from './shared-past.js';
import { readTruth } from './truth.js';
import type { PackExecution, PlatformFault, Problem, Truth } from './types.js';
import { unpackZip } from './zip.js';

const SamplePlan = z.object({
  schema: z.literal('scenario-lab/sample/1'),
  plan: Plan,
  /** What the lab marks by; a sample somebody made at home has none. */
  exam: z
    .object({
      pack: z.string(),
      truth: z.string(),
      baseline: z.array(z.object({ metric: z.string(), value: z.number() })),
    })
    .optional(),
});

/** A published sample, unpacked. */
export interface Sample {
  packDir: string;
  plan: Plan;
  task: TaskFile;
  truth: Truth;
  /** SHA-256 of the zip. */
  digest: string;
  baseline: { metric: string; value: number }[];
}

const ours =
  /^(?:pack\.json|history\.csv|plan\.json|truth\.csv|cases\/\d{4}\/(?:(?:task\.json|inputs\.csv|history\.csv)|files\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}))$/;
const rules = { accepts: (name: string) => ours.test(name), maxBytes: 4 * 2 ** 30, maxFiles: 100_000 };

/**
 * Opens `sample.zip` below an existing folder.
 * @throws {ArchiveBroken} or an Error when it is no sample of ours
 */
export async function openSample(zip: string, dir: string): Promise<Sample> {
  const packDir = await mkdtemp(join(dir, 'sample-'));
  await unpackZip(zip, packDir, rules);
  const { past, cases } = await readIndex(packDir);
  await unfoldPast(packDir, past, cases);
  const { plan, exam } = SamplePlan.parse(JSON.parse(await readFile(join(packDir, 'plan.json'), 'utf8')));
  const [task, truth, digest] = await Promise.all([
    readTask(packDir),
    readTruth(join(packDir, 'truth.csv')),
    sha256OfFile(zip),
  ]);
  return { packDir, plan, task, truth, digest, baseline: exam?.baseline ?? [] };
}

/**
 * Scores a file of predictions (.csv or .jsonl of the caller's own) on a sample, places of defects included.
 */
export async function scoreSample(sample: Sample, predictions: string): Promise<Marked> {
  const read = await readPredictions(predictions, expectedOf(sample.plan, sample.task, sample.truth));
  return read.ok ? markPredictions(examOf(sample), read.predictions, null) : read;
}

const examOf = (sample: Sample): Marking => ({ ...sample, synthetic: sample.task.synthetic !== undefined });

export interface TryRequest extends Omit<PrepareRequest, 'memoryBytes' | 'id' | 'task'> {
  sample: Sample;
  seed: number;
  onProgress?: (done: number, of: number) => void;
}

export type Tried =
  | PlatformFault
  /** The artifact itself cannot be run. */
  | { kind: 'refused'; problems: Problem[] }
  | { kind: 'tried'; execution: PackExecution; scored: Marked | null };

/**
 * The vendor's own exam on the published sample: the same preparation, execution, reading and scoring as in
 * the lab, at whatever level the sandbox here has (`execution.level`). `scored` is null where the program
 * itself failed.
 */
export async function trySample(request: TryRequest): Promise<Tried> {
  const { sample, sandbox, outDir, seed, signal, onProgress } = request;
  const { plan, truth, packDir } = sample;
  const { memoryBytes } = plan.limits;
  const prepared = await prepareArtifact({ ...request, task: plan.task, id: 'try', memoryBytes });
  if (prepared.kind !== 'prepared') return prepared;
  await mkdir(join(outDir, 'try'), { recursive: true });
  const execution = await executePack({
    sandbox,
    id: 'try',
    artifact: prepared.artifact,
    packDir,
    plan,
    rows: truth.ids.length,
    ids: truth.ids,
    outDir: join(outDir, 'try'),
    seed,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  if (execution.kind === 'platform_fault') return execution;
  const { defects, predictions } = execution;
  if (predictions === null)
    return { kind: 'tried', execution, scored: defects.length > 0 ? { ok: false, defects } : null };
  const scored = await markKept(examOf(sample), predictions, execution);
  if (scored.ok) return { kind: 'tried', execution, scored };
  return {
    kind: 'tried',
    execution: { ...execution, outcome: 'wrong_output', defects: scored.defects },
    scored,
  };
}
