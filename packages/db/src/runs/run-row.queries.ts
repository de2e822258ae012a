import type { RunRow } from '@scenario-lab/contracts/runs';
import type { Actor } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { vendorInstantOf } from '@scenario-lab/domain/runs/edition';
import { type RunFacts, reviewPolicy, runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { z } from 'zod';
import { json, queryRow, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Asked for the lab alone: nobody else decides. */
const handledBy = `ARRAY(SELECT e.person_id FROM event e WHERE e.person_id IS NOT NULL AND (
    (e.thing = 'benchmark_version' AND e.thing_id = r.benchmark_version_id AND e.event = 'benchmark_version.sealing')
    OR (e.thing = 'run' AND e.thing_id = r.id AND e.event IN ('run.queued', 'run.requeued', 'run.rescoring', 'run.rerun'))))`;
const otherReviewer = `EXISTS (SELECT 1 FROM membership m JOIN organisation l ON l.id = m.organisation_id AND 'operate' = ANY(l.roles)
    JOIN person p ON p.id = m.person_id AND NOT p.suspended
    WHERE 'reviewer' = ANY(m.roles) AND m.person_id <> app_person() AND m.person_id <> ALL(${handledBy}))`;

/** What the run's policies ask, of a run `r`, what it tested `t` and its vendor `o`; the actor is the session's. */
const factColumns = `r.status, r.vendor_id, o.control_group_id, r.split,
  -- Need and benchmark may be two organisations'; to each of them it is the one whose need is measured.
  CASE WHEN EXISTS (SELECT 1 FROM party p WHERE p.thing_id = r.id AND p.organisation_id = app_org() AND p."right" = 'read')
    THEN app_org() ELSE t.benchmark_owner_id END AS need_owner_id,
  (SELECT p.organisation_id FROM party p WHERE p.thing_id = r.id AND p."right" = 'oversee'
   ORDER BY p.organisation_id = app_org() DESC LIMIT 1) AS data_owner_id,
  EXISTS (SELECT 1 FROM report q WHERE q.run_id = r.id AND q.published) AS published,
  EXISTS (SELECT 1 FROM report q WHERE q.run_id = r.id) AS reported,
  (SELECT v.reviewer_id FROM review v WHERE v.run_id = r.id AND v.decision IN ('approve', 'reject')
   ORDER BY v.at DESC, v.id DESC LIMIT 1) AS decided_by,
  EXISTS (SELECT 1 FROM look k WHERE k.run_id = r.id AND k.cause <> 'withdrawn' AND k.excused_at IS NULL) AS look_open,
  CASE WHEN app_lab_reads() THEN ${handledBy} ELSE '{}'::uuid[] END AS handled_by,
  CASE WHEN app_lab_reads() THEN ${otherReviewer} ELSE true END AS other_reviewer,
  EXISTS (SELECT 1 FROM membership m JOIN organisation k ON k.id = m.organisation_id WHERE m.person_id = app_person()
    AND (k.id = r.vendor_id OR k.control_group_id = o.control_group_id)) AS kin`;

const FactRecord = z.object({
  status: z.string(),
  vendor_id: z.string(),
  control_group_id: z.string().nullable(),
  split: word<RunFacts['split']>(),
  need_owner_id: z.string().nullable(),
  data_owner_id: z.string().nullable(),
  published: z.boolean(),
  reported: z.boolean(),
  decided_by: z.string().nullable(),
  look_open: z.boolean(),
  handled_by: z.array(z.string()),
  other_reviewer: z.boolean(),
  kin: z.boolean(),
});
type FactRecord = z.output<typeof FactRecord>;

export function runFactsOf(record: FactRecord): RunFacts {
  return {
    status: record.status === 'new' ? null : record.status,
    ownerOrganisationId: record.vendor_id,
    ownerControlGroupId: record.control_group_id,
    needOwnerOrganisationId: record.need_owner_id,
    dataOwnerOrganisationId: record.data_owner_id,
    split: record.split,
    published: record.published,
    reported: record.reported,
    decidedByPersonId: record.decided_by,
    lookOpen: record.look_open,
    handledByPersonIds: record.handled_by,
    otherReviewer: record.other_reviewer,
    actorBelongsToVendor: record.kin,
  };
}

/** Facts of a run the actor can see; null for any other. */
export async function readRunFacts(tx: Tx, runId: string): Promise<RunFacts | null> {
  const record = await queryRow(
    tx,
    FactRecord,
    `SELECT ${factColumns} FROM ${runRowFrom} WHERE r.id = $1 AND r.status <> 'new'`,
    [runId],
  );
  return record ? runFactsOf(record) : null;
}

export interface RunRecord extends FactRecord {
  id: string;
  number: number;
  outcome: RunRow['outcome'];
  verdict: RunRow['verdict'];
  algorithm: RunRow['algorithm'];
  benchmark: RunRow['benchmark'];
  vendor: RunRow['vendor'];
  engagement_id: string | null;
  certificate: string | null;
  submitted_at: Date;
  ended_at: Date | null;
}

/** Columns of a `RunRecord`, from `runRowFrom`. */
export const runRowColumns = `r.id, r.number, r.outcome, r.verdict, r.engagement_id, r.submitted_at, r.ended_at,
  jsonb_build_object('id', t.algorithm_id, 'title', t.algorithm_title, 'versionId', r.algorithm_version_id,
    'label', t.label, 'kind', t.kind) AS algorithm,
  jsonb_build_object('id', t.benchmark_id, 'title', t.benchmark_title, 'versionId', r.benchmark_version_id,
    'number', t.benchmark_number, 'task', t.task) AS benchmark,
  jsonb_build_object('id', o.id, 'name', o.name) AS vendor,
  (SELECT c.number FROM certificate c WHERE c.run_id = r.id AND c.status <> 'new') AS certificate, ${factColumns}`;

/**
 * Whoever sees a run sees which algorithm and benchmark met in it (`run_tested`), and sees it no less where one of the two
 * is not theirs to open: no join here drops a row, so that a list may be picked and counted from `run r` alone.
 */
export const runRowFrom =
  'run r JOIN run_tested t ON t.run_id = r.id JOIN organisation o ON o.id = r.vendor_id';

export function runRowOf(record: RunRecord, actor: Actor): RunRow {
  const facts = runFactsOf(record);
  const ended = record.ended_at?.toISOString() ?? null;
  const whole = may(runPolicy, actor, 'run.read_internal', facts).ok;
  return {
    id: record.id,
    number: record.number,
    status: record.status as RunRow['status'],
    split: record.split,
    outcome: record.outcome,
    verdict: record.verdict,
    algorithm: record.algorithm,
    benchmark: record.benchmark,
    vendor: record.vendor,
    engagementId: record.engagement_id,
    certificate: record.certificate,
    submittedAt: record.submitted_at.toISOString(),
    endedAt: ended === null || whole ? ended : vendorInstantOf(ended),
    allowed: [...allowed(runPolicy, actor, facts), ...allowed(reviewPolicy, actor, facts)],
  };
}

/** A `RunRecord` as `runRowColumns` give it. */
export const RunRecordRow = z.object({
  id: z.string(),
  number: z.number(),
  outcome: word<NonNullable<RunRow['outcome']>>().nullable(),
  verdict: word<NonNullable<RunRow['verdict']>>().nullable(),
  algorithm: json<RunRow['algorithm']>(),
  benchmark: json<RunRow['benchmark']>(),
  vendor: json<RunRow['vendor']>(),
  engagement_id: z.string().nullable(),
  certificate: z.string().nullable(),
  submitted_at: z.date(),
  ended_at: z.date().nullable(),
  status: z.string(),
  vendor_id: z.string(),
  control_group_id: z.string().nullable(),
  split: word<RunFacts['split']>(),
  need_owner_id: z.string().nullable(),
  data_owner_id: z.string().nullable(),
  published: z.boolean(),
  reported: z.boolean(),
  decided_by: z.string().nullable(),
  look_open: z.boolean(),
  handled_by: z.array(z.string()),
  other_reviewer: z.boolean(),
  kin: z.boolean(),
});

/** The runs the actor can see of one engagement or replication, newest first; at most 100. */
export async function readRunRows(
  tx: Tx,
  actor: Actor,
  of: { engagementId: string } | { replicationId: string },
): Promise<RunRow[]> {
  const [column, id] =
    'engagementId' in of ? ['engagement_id', of.engagementId] : ['replication_id', of.replicationId];
  const records = await queryRows(
    tx,
    RunRecordRow,
    `SELECT ${runRowColumns} FROM ${runRowFrom} WHERE r.${column} = $1 AND r.status <> 'new'
     ORDER BY r.submitted_at DESC, r.id DESC LIMIT 100`,
    [id],
  );
  return records.map((record) => runRowOf(record, actor));
}
