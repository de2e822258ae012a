import { Plan } from '@scenario-lab/contracts/benchmarks';
import { TaskFile } from '@scenario-lab/contracts/exam';
import { Resources } from '@scenario-lab/contracts/runs';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

const ScoreFacts = z.object({
  split: z.enum(['sample', 'validation', 'hidden']),
  /** The sample is a synthetic twin. */
  twin: z.boolean(),
  vendorId: z.string(),
  datasetId: z.string(),
  plan: Plan,
  task: TaskFile,
  baseline: z.array(z.object({ metric: z.string(), value: z.number() })),
  packSha256: z.string(),
  /** Rows of the split. */
  rows: z.number().int(),
  truthSha256: z.string(),
  predictionsSha256: z.string(),
  resources: Resources,
  level: z.enum(['hardened', 'basic']),
});
export type ScoreFacts = z.infer<typeof ScoreFacts>;

const ScoreFactsRow = z.object({
  split: z.string(),
  vendorId: z.string(),
  twin: z.boolean(),
  datasetId: z.string(),
  plan: json<unknown>().nullable(),
  task: json<unknown>().nullable(),
  baseline: json<unknown>().nullable(),
  packSha256: z.string(),
  rows: z.number(),
  truthSha256: z.string(),
  predictionsSha256: z.string().nullable(),
  resources: json<unknown>().nullable(),
  level: z.string().nullable(),
});

/** What scoring a run needs to know. Errors: a benchmark without truth, a run without predictions. */
export async function scoreFacts(tx: Tx, runId: string): Promise<ScoreFacts> {
  const row = await queryRow(
    tx,
    ScoreFactsRow,
    `SELECT r.split, r.vendor_id AS "vendorId", b.twin IS NOT NULL AS twin, d.dataset_id AS "datasetId", b.plan, b.task,
       coalesce(b.baseline_result -> 'metrics', '[]') AS baseline, p.sha256 AS "packSha256", p.rows,
       t.vault_sha256 AS "truthSha256", r.predictions_sha256 AS "predictionsSha256", r.resources, r.level
     FROM run r
       JOIN benchmark_version b ON b.id = r.benchmark_version_id
       JOIN dataset_version d ON d.id = b.dataset_version_id
       JOIN pack p ON p.benchmark_version_id = b.id AND p.split = r.split
       JOIN truth t ON t.benchmark_version_id = b.id AND t.split = r.split
     WHERE r.id = $1`,
    [runId],
  );
  if (!row) throw new Error('the benchmark version has no truth for this split');
  return ScoreFacts.parse(row);
}
