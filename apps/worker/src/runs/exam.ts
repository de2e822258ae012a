import type { ExecutionResult } from '@scenario-lab/evaluation/types';
import type { ExecuteFacts } from './execute-facts.js';

export interface Sitting {
  runId: string;
  facts: ExecuteFacts;
  /** A folder of this attempt's own, removed afterwards. */
  place: string;
  signal: AbortSignal;
  /** The vendor's program is about to be started for the first time. */
  onStarted(): Promise<void>;
  onProgress(done: number, of: number): void;
}

/** Executes a run's program on its pack. Whatever a program does is a result; what is thrown is our fault. */
export type Exam = (sitting: Sitting) => Promise<ExecutionResult>;
