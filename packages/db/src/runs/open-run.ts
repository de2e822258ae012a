import type { Plan, Split } from '@scenario-lab/contracts/benchmarks';
import type { SignedIn } from '@scenario-lab/domain/actor';
import {
  type FitModel,
  type FitSockets,
  type Misfit,
  misfitsOf,
  modelMisfits,
} from '@scenario-lab/domain/runs/data-fit';
import { z } from 'zod';
import { execute, json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { addParty } from '../parties.js';
import { transition } from '../transition.js';
import { reserveLook, reserveWallet } from './reserve.js';

/** An algorithm version and a benchmark version that are to meet, and whose they are. */
export const RunSubject = z.object({
  algorithmVersionId: z.string(),
  versionStatus: z.string(),
  artifact: z.string(),
  sockets: json<FitSockets>(),
  /** Null unless the version is an ONNX model. */
  model: json<FitModel>().nullable(),
  algorithmId: z.string(),
  solutionId: z.string().nullable(),
  vendorId: z.string(),
  vendorControlGroupId: z.string().nullable(),
  vendorVerified: z.boolean(),
  benchmarkVersionId: z.string(),
  benchmarkStatus: z.string(),
  plan: json<Plan>(),
  columns: json<{ name: string; type: string; gaps?: boolean }[]>(),
  hiddenDigest: z.string().nullable(),
  benchmarkOwnerId: z.string(),
  scenarioId: z.string().nullable(),
  scenarioOwnerId: z.string().nullable(),
  dataset: json<{ id: string; ownerId: string; accessMode: string }>().nullable(),
  split: word<Split>(),
  /** The sample is a synthetic twin. */
  twin: z.boolean(),
  /** Null where the sealed version has no such split. */
  executions: z.number().nullable(),
});
export type RunSubject = z.output<typeof RunSubject>;

/** Null when the actor cannot see one of the two. */
export async function readRunSubject(
  tx: Tx,
  of: { algorithmVersionId: string; benchmarkVersionId: string; split: Split },
): Promise<RunSubject | null> {
  const row = await queryRow(
    tx,
    RunSubject,
    `SELECT av.id AS "algorithmVersionId", av.status AS "versionStatus", av.sha256 AS artifact, av.sockets,
       CASE WHEN av.onnx IS NULL THEN NULL ELSE jsonb_build_object('inputMap', av.onnx->'inputMap', 'notes',
         coalesce(jsonb_path_query_array(av.inspection, '$.problems[*].code'), '[]')) END AS model, a.id AS "algorithmId",
       a.solution_id AS "solutionId", a.owner_id AS "vendorId", o.control_group_id AS "vendorControlGroupId", o.verified AS "vendorVerified",
       bv.id AS "benchmarkVersionId", bv.status AS "benchmarkStatus", bv.plan, bv.columns,
       bv.hidden_digest AS "hiddenDigest", b.owner_id AS "benchmarkOwnerId", b.scenario_id AS "scenarioId",
       (SELECT s.owner_id FROM scenario s WHERE s.id = b.scenario_id) AS "scenarioOwnerId",
       (SELECT jsonb_build_object('id', d.dataset_id, 'ownerId', d.owner_id, 'accessMode', d.access_mode)
        FROM benchmark_data d WHERE d.benchmark_version_id = bv.id) AS dataset,
       $3::text AS split, bv.twin IS NOT NULL AS twin,
       (SELECT p.executions FROM pack p WHERE p.benchmark_version_id = bv.id AND p.split = $3) AS executions
     FROM algorithm_version av JOIN algorithm a ON a.id = av.algorithm_id JOIN organisation o ON o.id = a.owner_id,
       benchmark_version bv JOIN benchmark b ON b.id = bv.benchmark_id
     WHERE av.id = $1 AND bv.id = $2`,
    [of.algorithmVersionId, of.benchmarkVersionId, of.split],
  );
  return row ?? null;
}

/**
 * Everything about the pair that no reservation decides: readiness, data fit, the split. Empty when it fits. A column that both
 * the version's sockets and its model ask for is missed once.
 */
export function subjectMisfits(
  subject: RunSubject,
): (Omit<Misfit, 'code'> & { code: Misfit['code'] | 'version_not_ready' | 'split_missing' })[] {
  const { versionStatus, sockets, model, plan, columns, executions, split } = subject;
  const found = [
    ...(versionStatus === 'ready'
      ? []
      : [{ code: 'version_not_ready' as const, place: 'algorithmVersionId', detail: versionStatus }]),
    ...misfitsOf(sockets, plan.task, columns),
    ...(model ? modelMisfits(model, columns) : []),
    ...(executions === null ? [{ code: 'split_missing' as const, place: 'split', detail: split }] : []),
  ];
  const said = new Set<string>();
  return found.filter(({ code, place, detail }) => {
    const line = JSON.stringify([code, place, detail]);
    if (said.has(line)) return false;
    said.add(line);
    return true;
  });
}

/** Who shares the certifying looks: the control group, or the organisation where it stands alone. */
export const lookGroupOf = (subject: Pick<RunSubject, 'vendorId' | 'vendorControlGroupId'>): string =>
  subject.vendorControlGroupId ?? subject.vendorId;

export interface OpenRun {
  engagementId: string | null;
  replicationId: string | null;
  priorAccess: boolean;
  /** Certifying look of a hidden run; a rerun the lab ordered repeats one already counted. */
  takesLook: boolean;
  /** Credit to hold; 0 for what the vendor does not pay. */
  credits: number;
  remark?: string | undefined;
}

/**
 * Brings a run into being and into the queue, in the caller's transaction: who may see it, the row, its look and
 * its credit, its first event. What it needs to be allowed is the caller's to have asked.
 * Errors: `Refusal('quota_exhausted')`, `Refusal('wallet_empty')`.
 */
export async function openRun(tx: Tx, actor: SignedIn, subject: RunSubject, run: OpenRun): Promise<string> {
  const id = newId();
  await addParty(tx, 'run', id, subject.vendorId, 'own');
  for (const { organisationId, right } of concernedBy(subject)) {
    await addParty(tx, 'run', id, organisationId, right);
    // Whoever a run concerns must be able to read what was tested.
    if (organisationId !== subject.vendorId) {
      await addParty(tx, 'algorithm', subject.algorithmId, organisationId, 'read');
    }
  }
  await execute(
    tx,
    `INSERT INTO run (id, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, engagement_id,
       replication_id, prior_access, held) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      subject.split,
      subject.algorithmVersionId,
      subject.benchmarkVersionId,
      subject.vendorId,
      actor.personId,
      run.engagementId,
      run.replicationId,
      run.priorAccess,
      run.credits,
    ],
  );
  if (subject.split === 'hidden' && run.takesLook) {
    if (!subject.hiddenDigest) throw new Error('a sealed version has a digest of its hidden split');
    await reserveLook(tx, {
      runId: id,
      controlGroup: lookGroupOf(subject),
      hiddenDigest: subject.hiddenDigest,
      of: subject.plan.looks,
    });
  }
  if (run.credits > 0) await reserveWallet(tx, subject.vendorId, id, run.credits);
  await transition(tx, 'run', id, 'submit', {
    by: { personId: actor.personId, organisationId: actor.organisationId },
    remark: run.remark,
    deliver: ['execute-run'],
  });
  return id;
}

/** The data's owner oversees; who comes in through need or exam alone reads the vendor's edition. */
function concernedBy({ vendorId, benchmarkOwnerId, scenarioOwnerId, dataset }: RunSubject) {
  const readers = [benchmarkOwnerId, scenarioOwnerId].filter(
    (id): id is string => typeof id === 'string' && id !== dataset?.ownerId && id !== vendorId,
  );
  return [
    ...(dataset ? [{ organisationId: dataset.ownerId, right: 'oversee' as const }] : []),
    ...[...new Set(readers)].map((organisationId) => ({ organisationId, right: 'read' as const })),
  ];
}
