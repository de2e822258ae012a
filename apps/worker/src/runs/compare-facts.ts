import { Plan } from '@scenario-lab/contracts/benchmarks';
import { TaskFile } from '@scenario-lab/contracts/exam';
import { queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

const Sealed = z.object({
  versionId: z.string(),
  plan: Plan,
  task: TaskFile,
  packSha256: z.string(),
  truthSha256: z.string(),
});
const Board = Sealed.extend({
  datasetVersionId: z.string(),
  /** Truths of the open splits as they are; a synthetic twin's is none. */
  openTruths: z.array(z.string()),
});
const Contestant = z.object({
  runId: z.string(),
  versionId: z.string(),
  datasetVersionId: z.string(),
  predictionsSha256: z.string().nullable(),
});
/** `otherId` is the board's own id for its baseline. */
const Known = z.object({ versionId: z.string(), runId: z.string(), otherId: z.string() });

export interface CompareFacts {
  boards: BoardFacts[];
  /** Every version a contestant sat, boards among them. */
  sealed: SealedFacts[];
  contestants: z.infer<typeof Contestant>[];
  known: z.infer<typeof Known>[];
}
export type BoardFacts = z.infer<typeof Board>;
export type SealedFacts = z.infer<typeof Sealed>;

const sealed = `SELECT w.id AS "versionId", w.plan, w.task, p.sha256 AS "packSha256", t.vault_sha256 AS "truthSha256"
  FROM benchmark_version w JOIN pack p ON p.benchmark_version_id = w.id AND p.split = 'hidden'
    JOIN truth t ON t.benchmark_version_id = w.id AND t.split = 'hidden'`;
const same = `w.benchmark_id = $1 AND w.hidden_digest = $2`;

const CompareFactsRow = z.object({
  benchmark_id: z.string(),
  hidden_digest: z.string().nullable(),
});

/**
 * All approved runs on the hidden split a run sat, the versions they sat and the boards they stand on, with what
 * is known of them already; null for a run that is on no board.
 */
export async function compareFacts(tx: Tx, runId: string): Promise<CompareFacts | null> {
  const run = await queryRow(
    tx,
    CompareFactsRow,
    `SELECT v.benchmark_id, v.hidden_digest FROM run r JOIN benchmark_version v ON v.id = r.benchmark_version_id
     WHERE r.id = $1 AND r.status = 'approved' AND r.split = 'hidden' AND v.hidden_digest IS NOT NULL`,
    [runId],
  );
  if (!run) return null;
  const split = [run.benchmark_id, run.hidden_digest];
  return {
    boards: await queryRows(
      tx,
      Board,
      `SELECT s.*, w.dataset_version_id AS "datasetVersionId",
         (SELECT coalesce(jsonb_agg(o.vault_sha256 ORDER BY o.split), '[]') FROM truth o
          WHERE o.benchmark_version_id = w.id AND o.split <> 'hidden' AND (o.split <> 'sample' OR w.twin IS NULL))
         AS "openTruths"
       FROM (${sealed}) s JOIN benchmark_version w ON w.id = s."versionId"
       WHERE ${same} AND w.status IN ('open', 'closed', 'retired') ORDER BY w.number`,
      split,
    ),
    sealed: await queryRows(tx, Sealed, `${sealed} WHERE ${same} ORDER BY w.number`, split),
    contestants: await queryRows(
      tx,
      Contestant,
      `SELECT r.id AS "runId", w.id AS "versionId", w.dataset_version_id AS "datasetVersionId",
         r.predictions_sha256 AS "predictionsSha256"
       FROM run r JOIN benchmark_version w ON w.id = r.benchmark_version_id
       WHERE ${same} AND r.status = 'approved' AND r.split = 'hidden' ORDER BY r.number`,
      split,
    ),
    known: await queryRows(
      tx,
      Known,
      `SELECT c.benchmark_version_id AS "versionId", c.run_id AS "runId", c.other_id AS "otherId"
       FROM comparison c JOIN benchmark_version w ON w.id = c.benchmark_version_id WHERE ${same}`,
      split,
    ),
  };
}
