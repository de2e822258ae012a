import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry, Profile, SplitRule } from '@scenario-lab/contracts/datasets';
import { holds, type SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, json, queryRow, queryRows } from '../core/rows.js';
import { savedAtSql } from '../core/versioned.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { addParty } from '../parties.js';
import { grantStands } from '../runs/grants.js';
import { transition } from '../transition.js';

/** A dataset version as a test plan needs to know it. */
export const ExamData = z.object({
  id: z.string(),
  status: z.string(),
  rows: z.number().nullable(),
  columns: json<ColumnEntry[]>(),
  split: json<SplitRule>(),
  /** The fullest edition the reader may see. */
  profile: json<Profile>().nullable(),
  dataset_id: z.string(),
});
export type ExamData = z.output<typeof ExamData>;

/** Null where the reader cannot see it. */
export async function readExamData(tx: Tx, datasetVersionId: string): Promise<ExamData | null> {
  const row = await queryRow(
    tx,
    ExamData,
    `SELECT id, status, rows, columns, split, dataset_id, (SELECT p.body FROM dataset_profile p
       WHERE p.dataset_version_id = v.id ORDER BY p.edition = 'owner' DESC LIMIT 1) AS profile
     FROM dataset_version v WHERE id = $1`,
    [datasetVersionId],
  );
  return row ?? null;
}

/**
 * An exam is made by the data's owner or under its grant to make exams; the lab, which seals it, may prepare one of
 * any. Errors: `Refusal('grant_missing')` without any grant, `Refusal('exam_right_missing')` with one to compute.
 */
export async function insistOnExamData(
  tx: Tx,
  actor: SignedIn,
  ownerId: string,
  data: ExamData,
): Promise<void> {
  if (holds(actor, ['operator']) || (await examRight(tx, data.dataset_id, ownerId)).stands) return;
  const computes = await grantStands(tx, data.dataset_id, ownerId);
  throw new Refusal(computes ? 'exam_right_missing' : 'grant_missing', { datasetId: data.dataset_id });
}

const InsistOnSealingRow = z.object({
  target: z.string(),
});

/**
 * What is sealed rests on a right that stands at that moment, whoever seals it, and hands no program what another
 * organisation's exam on the same data asks for. Answers the request whose grant it is, for the history that the
 * data's owner reads. Errors: `Refusal('exam_right_missing')`, `Refusal('target_of_another_exam')`.
 */
export async function insistOnSealing(
  tx: Tx,
  version: { ownerId: string; datasetId: string; plan: Plan },
): Promise<string | null> {
  const { ownerId, datasetId, plan } = version;
  const right = await examRight(tx, datasetId, ownerId);
  if (!right.stands) throw new Refusal('exam_right_missing', { datasetId });
  const others = await queryRows(
    tx,
    InsistOnSealingRow,
    'SELECT target FROM targets_of_others($1, $2) AS target WHERE target = ANY($3)',
    [datasetId, ownerId, plan.features],
  );
  if (others.length > 0)
    throw new Refusal('target_of_another_exam', { columns: others.map(({ target }) => target).join(', ') });
  return right.requestId;
}

const ExamRightRow = z.object({
  stands: z.boolean().nullable(),
});

const ExamRightRow2 = z.object({
  id: z.string().nullable(),
});

const ExamRightRow3 = z.object({
  request_id: z.string().nullable(),
});

/** Open data are everybody's to examine on; the lab's own exams are the lab's, which holds every truth anyway. */
async function examRight(
  tx: Tx,
  datasetId: string,
  ownerId: string,
): Promise<{ stands: boolean; requestId: string | null }> {
  const free = await queryRow(
    tx,
    ExamRightRow,
    `SELECT d.access_mode = 'open' OR d.owner_id = $2 OR 'operate' = ANY(o.roles) AS stands
     FROM dataset d, organisation o WHERE d.id = $1 AND o.id = $2`,
    [datasetId, ownerId],
  );
  if (free?.stands === true) return { stands: true, requestId: null };
  const held = await queryRow(tx, ExamRightRow2, 'SELECT hold_exam_right($1, $2) AS id', [
    datasetId,
    ownerId,
  ]);
  if (!held?.id) return { stands: false, requestId: null };
  const grant = await queryRow(tx, ExamRightRow3, 'SELECT request_id FROM access_grant WHERE id = $1', [
    held.id,
  ]);
  return { stands: true, requestId: grant?.request_id ?? null };
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
    await execute(tx, 'INSERT INTO benchmark (id, owner_id, scenario_id, title) VALUES ($1, $2, $3, $4)', [
      benchmarkId,
      version.ownerId,
      version.scenarioId,
      JSON.stringify(version.title),
    ]);
  } else {
    // Two versions drafted at once must not take one number.
    await execute(tx, 'SELECT 1 FROM benchmark WHERE id = $1 FOR UPDATE', [benchmarkId]);
  }
  const benchmarkVersionId = newId();
  await execute(
    tx,
    `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan)
     SELECT $1, $2, 1 + coalesce(max(number), 0), $3, $4 FROM benchmark_version WHERE benchmark_id = $2`,
    [benchmarkVersionId, benchmarkId, version.plan.datasetVersionId, JSON.stringify(version.plan)],
  );
  await execute(tx, `UPDATE benchmark SET updated_at = ${savedAtSql} WHERE id = $1`, [benchmarkId]);
  await transition(tx, 'benchmark_version', benchmarkVersionId, 'create', { by: actor });
  return { benchmarkId, benchmarkVersionId };
}
