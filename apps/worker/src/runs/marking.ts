import type { Defect } from '@scenario-lab/contracts/exam';
import type { Result } from '@scenario-lab/contracts/runs';
import type { FullResult } from '@scenario-lab/evaluation/types';
import type { z } from 'zod';
import type { ScoreFacts } from './score-facts.js';

/** What the marking came to: a result in both editions, or an answer that cannot be marked. */
export type Marked =
  | {
      ok: true;
      result: FullResult;
      coarse: z.infer<typeof Result>;
      /** Predictions row by row, gzipped CSV; null for a sample. */
      answers: Uint8Array | null;
    }
  | { ok: false; defects: Defect[] };

/** Marks collected predictions against the truth. Pure in its inputs: equal files give equal results. */
export type Marking = (
  facts: ScoreFacts,
  truthFile: string,
  predictionsFile: string,
  signal?: AbortSignal,
) => Promise<Marked>;
