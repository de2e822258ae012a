import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry, Profile, SplitRule } from '@scenario-lab/contracts/datasets';
import { holds, type SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { savedAtSql } from '../core/versioned.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { addParty } from '../parties.js';
import { grantStands } from '../runs/grants.js';
import { transition } from '../transition.js';

/** A dataset version as a test plan needs to know it. */
export interface ExamData {
  id: string;
  status: string;
  rows: number | null;
  columns: ColumnEntry[];
  split: SplitRule;
  /** The fullest edition the reader may see. */
  profile: Profile | null;
  dataset_id: string;
}

/** Null where the reader cannot see it. */
export async function readExamData(tx: Tx, datasetVersionId: string): Promise<ExamData | null> {
  const [row] = await tx.query(
    `SELECT id, status, rows, columns, split, dataset_id, (SELECT p.body FROM dataset_profile p
       WHERE p.dataset_version_id = v.id ORDER BY p.edition = 'owner' DESC LIMIT 1) AS profile
     FROM dataset_version v WHERE id = $1`,
    [datasetVersionId],
  );
  return row ?? null;
}

/**
 * An exam is made of data its owner may compute on; the lab, which seals it, may prepare one of any. Errors:
 * `Refusal('grant_missing')`.
 */
export async function insistOnExamData(
  tx: Tx,
  actor: SignedIn,
  ownerId: string,
  data: ExamData,
): Promise<void> {
  if (holds(actor, ['operator']) || (await grantStands(tx, data.dataset_id, ownerId))) return;
  throw new Refusal('grant_missing', { datasetId: data.dataset_id });
}

export interface NewVersion {
  /** A further version of a benchmark that is there, or null for a new benchmark. */
  benchmarkId: string | null;
  ownerId: string;
  scenarioId: string | null;
  title: { zh?: string | undefined; en?: string | undefined };
  plan: Plan;
}

/** A draft version, and the benchmark with it where there is none yet. */
export async function draftVersion(
  tx: Tx,
  actor: SignedIn,
  version: NewVersion,
): Promise<{ benchmarkId: string; benchmarkVersionId: string }> {
  const benchmarkId = version.benchmarkId ?? newId();
  if (version.benchmarkId === null) {
    await addParty(tx, 'benchmark', benchmarkId, version.ownerId, 'own');
    await tx.query('INSERT INTO benchmark (id, owner_id, scenario_id, title) VALUES ($1, $2, $3, $4)', [
      benchmarkId,
      version.ownerId,
      version.scenarioId,
      JSON.stringify(version.title),
    ]);
  } else {
    // Two versions drafted at once must not take one number.
    await tx.query('SELECT 1 FROM benchmark WHERE id = $1 FOR UPDATE', [benchmarkId]);
  }
  const benchmarkVersionId = newId();
  await tx.query(
    `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan)
     SELECT $1, $2, 1 + coalesce(max(number), 0), $3, $4 FROM benchmark_version WHERE benchmark_id = $2`,
    [benchmarkVersionId, benchmarkId, version.plan.datasetVersionId, JSON.stringify(version.plan)],
  );
  await tx.query(`UPDATE benchmark SET updated_at = ${savedAtSql} WHERE id = $1`, [benchmarkId]);
  await transition(tx, 'benchmark_version', benchmarkVersionId, 'create', { by: actor });
  return { benchmarkId, benchmarkVersionId };
}
