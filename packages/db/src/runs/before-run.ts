import type { Split } from '@scenario-lab/contracts/benchmarks';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, queryOne, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

interface Pair {
  algorithmVersionId: string;
  benchmarkVersionId: string;
  split: Split;
}

const LiveRunOfRow = z.object({
  id: z.string(),
  engagement_id: z.string().nullable(),
});

/**
 * A run of the same version at the same split that still waits or is under way, which a second click or a request
 * sent again is answered with. Serialised by the pair until the transaction ends, so that of two at once the later
 * one finds the earlier. A rerun that the lab ordered, a transfer test and what a class tries are not the vendor's own.
 * Errors: `Refusal('conflict')` where it stands for another engagement.
 */
export async function liveRunOf(
  tx: Tx,
  { algorithmVersionId, benchmarkVersionId, split }: Pair,
  engagementId: string | null,
): Promise<string | null> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `submit:${algorithmVersionId}:${benchmarkVersionId}:${split}`,
  ]);
  const run = await queryRow(
    tx,
    LiveRunOfRow,
    `SELECT r.id, r.engagement_id FROM run r WHERE r.algorithm_version_id = $1 AND r.benchmark_version_id = $2 AND r.split = $3
       AND r.status IN ('queued', 'preparing', 'executing', 'scoring') AND r.replication_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM camp_try y WHERE y.run_id = r.id)
       AND (r.split <> 'hidden' OR EXISTS (SELECT 1 FROM look l WHERE l.run_id = r.id))
     ORDER BY r.submitted_at LIMIT 1`,
    [algorithmVersionId, benchmarkVersionId, split],
  );
  if (!run) return null;
  if (engagementId !== null && run.engagement_id !== engagementId) {
    throw new Refusal('conflict', { reason: 'run_live', runId: run.id });
  }
  return run.id as string;
}

const HasBeenTriedRow = z.object({
  tried: z.boolean(),
});

/**
 * Whether the version may look at the hidden split: it has answered the sample or the validation split of the same
 * benchmark version and could be scored there, outside of a class. Nothing is asked where neither was sealed.
 */
export async function hasBeenTried(
  tx: Tx,
  { algorithmVersionId, benchmarkVersionId }: Omit<Pair, 'split'>,
): Promise<boolean> {
  const row = await queryOne(
    tx,
    HasBeenTriedRow,
    `SELECT EXISTS (SELECT 1 FROM run r WHERE r.algorithm_version_id = $1 AND r.benchmark_version_id = $2
         AND r.split IN ('sample', 'validation') AND r.status = 'finished'
         AND NOT EXISTS (SELECT 1 FROM camp_try y WHERE y.run_id = r.id))
       OR NOT EXISTS (SELECT 1 FROM pack p WHERE p.benchmark_version_id = $2 AND p.split IN ('sample', 'validation'))
       AS tried`,
    [algorithmVersionId, benchmarkVersionId],
  );
  return row.tried === true;
}

const TriedInOtherRuntimeRow = z.object({
  other: z.boolean(),
});

/**
 * Whether the version was tried for the hidden split, and in no trial in the runtime `digest`: whatever is missing there
 * (a shared library, another version of one) its vendor could not have seen.
 */
export async function triedInOtherRuntime(tx: Tx, runId: string, digest: string): Promise<boolean> {
  const row = await queryOne(
    tx,
    TriedInOtherRuntimeRow,
    `SELECT count(*) > 0 AND count(*) FILTER (WHERE r.runtime->>'digest' = $2) = 0 AS other
     FROM run own JOIN run r ON r.algorithm_version_id = own.algorithm_version_id
       AND r.benchmark_version_id = own.benchmark_version_id
     WHERE own.id = $1 AND own.split = 'hidden' AND r.split IN ('sample', 'validation') AND r.status = 'finished'
       AND r.runtime->>'digest' IS NOT NULL`,
    [runId, digest],
  );
  return row.other === true;
}
