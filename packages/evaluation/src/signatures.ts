import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Limits } from '@scenario-lab/contracts/exam';
import type * as T from './types.js';

/** seal.ts */
export type sealBenchmark = (request: T.SealRequest) => Promise<T.SealResult>;
/** pack.ts: unpacks a pack tar into `dir/<digest>` unless it is there already; answers that folder. */
export type materialise = (packTar: string, digest: string, dir: string) => Promise<string>;
/** execute.ts */
export type executePack = (request: T.ExecuteRequest) => Promise<T.ExecutionResult>;
/** limits.ts: `rows` per execution. */
export type limitsFor = (plan: Plan, rows: number) => Limits;
/** truth.ts */
export type readTruth = (file: string) => Promise<T.Truth>;
/** expected.ts: what the predictions of one pack must look like. */
export type expectedOf = (plan: Plan, task: { target: { classes?: string[] } }, truth: T.Truth) => T.Expected;
/** predictions.ts: `file` is `predictions.tar` of `executePack`, or one plain .csv or .jsonl. */
export type readPredictions = (file: string, expected: T.Expected) => Promise<T.ReadPredictions>;
/** score.ts */
export type seedOf = (...digests: string[]) => bigint;
export type scoreRun = (request: T.ScoreRequest) => T.FullResult;
export type vendorEdition = (result: T.FullResult) => T.FullResult;
