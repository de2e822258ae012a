import { Plan } from '@scenario-lab/contracts/benchmarks';
import { ArtifactKind, OnnxInputMap, OnnxOutputMap } from '@scenario-lab/contracts/exam';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

const ExecuteFacts = z.object({
  number: z.number().int(),
  split: z.enum(['sample', 'validation', 'hidden']),
  /** The sample is a synthetic twin. */
  twin: z.boolean(),
  vendorId: z.string(),
  datasetId: z.string(),
  plan: Plan,
  pack: z.object({ sha256: z.string(), rows: z.number().int(), executions: z.number().int() }),
  artifact: z.object({
    kind: ArtifactKind,
    fileName: z.string(),
    sha256: z.string(),
    unpackedSha256: z.string().nullable(),
    manifest: json<unknown>().nullable(),
    onnx: z.object({ inputMap: OnnxInputMap, outputMap: OnnxOutputMap }).nullable(),
  }),
});
export type ExecuteFacts = z.infer<typeof ExecuteFacts>;

const ExecuteFactsRow = z.object({
  number: z.number(),
  split: z.string(),
  vendorId: z.string(),
  twin: z.boolean(),
  datasetId: z.string(),
  plan: json<unknown>().nullable(),
  pack: json<unknown>().nullable(),
  artifact: json<unknown>().nullable(),
});

/** What executing a run needs to know; nothing of it tells a truth. Errors: a benchmark without that pack. */
export async function executeFacts(tx: Tx, runId: string): Promise<ExecuteFacts> {
  const row = await queryRow(
    tx,
    ExecuteFactsRow,
    `SELECT r.number, r.split, r.vendor_id AS "vendorId", b.twin IS NOT NULL AS twin, d.dataset_id AS "datasetId", b.plan,
       json_build_object('sha256', p.sha256, 'rows', p.rows, 'executions', p.executions) AS pack,
       json_build_object('kind', a.kind, 'fileName', a.file_name, 'sha256', a.sha256,
         'unpackedSha256', a.unpacked_sha256, 'manifest', a.inspection -> 'manifest', 'onnx', a.onnx) AS artifact
     FROM run r
       JOIN benchmark_version b ON b.id = r.benchmark_version_id
       JOIN dataset_version d ON d.id = b.dataset_version_id
       JOIN algorithm_version a ON a.id = r.algorithm_version_id
       JOIN pack p ON p.benchmark_version_id = b.id AND p.split = r.split
     WHERE r.id = $1`,
    [runId],
  );
  if (!row) throw new Error('the benchmark version has no pack for this split');
  return ExecuteFacts.parse(row);
}
