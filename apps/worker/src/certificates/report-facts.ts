import { Plan } from '@scenario-lab/contracts/benchmarks';
import { OrganisationRef, Title } from '@scenario-lab/contracts/common';
import { ArtifactKind } from '@scenario-lab/contracts/exam';
import { Resources, Result } from '@scenario-lab/contracts/runs';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

const Reviewed = z.object({
  decision: z.string(),
  statement: z.string(),
  reviewer: z.string(),
  at: z.string(),
});
const Runtime = z.object({
  name: z.string(),
  source: z.string(),
  versions: z.record(z.string(), z.string()),
  digest: z.string(),
});
const Previous = z.object({ number: z.number().int(), label: z.string(), owner: Result, vendor: Result });

const ReportFacts = z.object({
  run: z.object({
    id: z.string(),
    number: z.number().int(),
    status: z.string(),
    split: z.enum(['sample', 'validation', 'hidden']),
    submittedAt: z.string(),
    endedAt: z.string().nullable(),
    priorAccess: z.boolean(),
    level: z.enum(['hardened', 'basic']),
    engagementId: z.string().nullable(),
    predictions: z.string().nullable(),
  }),
  runtime: Runtime.nullable(),
  resources: Resources,
  vendor: OrganisationRef,
  algorithm: z.object({
    id: z.string(),
    title: Title,
    versionId: z.string(),
    label: z.string(),
    kind: ArtifactKind,
    sha256: z.string(),
    unpackedSha256: z.string().nullable(),
  }),
  benchmark: z.object({
    id: z.string(),
    title: Title,
    versionId: z.string(),
    number: z.number().int(),
    digest: z.string(),
    hiddenDigest: z.string(),
    plan: Plan,
  }),
  pack: z.object({ sha256: z.string(), rows: z.number().int(), executions: z.number().int() }),
  dataset: z.object({
    id: z.string(),
    title: Title,
    versionId: z.string(),
    label: z.string(),
    sha256: z.string(),
    accessMode: z.string(),
    truthPublic: z.boolean(),
  }),
  scenario: z.object({ id: z.string(), title: Title }).nullable(),
  look: z.object({ number: z.number().int(), of: z.number().int(), used: z.number().int() }).nullable(),
  unpublishedRuns: z.number().int(),
  review: Reviewed,
  owner: Result,
  vendorEdition: Result,
  previous: Previous.nullable(),
});
export type ReportFacts = z.infer<typeof ReportFacts>;

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const titleOf = (table: string) => `coalesce(${table}.listed, ${table}.card) -> 'title'`;
const resultOf = (run: string, edition: string) =>
  `(SELECT body FROM result WHERE run_id = ${run}.id AND edition = '${edition}')`;

const ReportFactsRow = z.object({
  status: z.string(),
});

const ReportFactsRow2 = z.object({
  run: json<unknown>().nullable(),
  runtime: json<unknown>().nullable(),
  resources: json<unknown>().nullable(),
  vendor: json<unknown>().nullable(),
  algorithm: json<unknown>().nullable(),
  benchmark: json<unknown>().nullable(),
  pack: json<unknown>().nullable(),
  dataset: json<unknown>().nullable(),
  scenario: json<unknown>().nullable(),
  look: json<unknown>().nullable(),
  unpublishedRuns: z.number().nullable(),
  review: json<unknown>().nullable(),
  owner: json<unknown>().nullable(),
  vendorEdition: json<unknown>().nullable(),
  previous: json<unknown>().nullable(),
});

/** Everything a report says, of one approved run; null when the run is not approved. Locks the run. */
export async function reportFacts(tx: Tx, runId: string): Promise<ReportFacts | null> {
  const locked = await queryRow(tx, ReportFactsRow, 'SELECT status FROM run WHERE id = $1 FOR UPDATE', [
    runId,
  ]);
  if (locked?.status !== 'approved') return null;
  const row = await queryRow(
    tx,
    ReportFactsRow2,
    `SELECT
       json_build_object('id', r.id, 'number', r.number, 'status', r.status, 'split', r.split,
         'submittedAt', ${utc('r.submitted_at')}, 'endedAt', ${utc('r.ended_at')}, 'priorAccess', r.prior_access,
         'level', r.level, 'engagementId', r.engagement_id, 'predictions', r.predictions_sha256) AS run,
       r.runtime, r.resources,
       json_build_object('id', o.id, 'name', o.name) AS vendor,
       json_build_object('id', al.id, 'title', ${titleOf('al')}, 'versionId', a.id, 'label', a.label,
         'kind', a.kind, 'sha256', a.sha256, 'unpackedSha256', a.unpacked_sha256) AS algorithm,
       json_build_object('id', be.id, 'title', be.title, 'versionId', b.id, 'number', b.number,
         'digest', b.digest, 'hiddenDigest', b.hidden_digest, 'plan', b.plan) AS benchmark,
       json_build_object('sha256', p.sha256, 'rows', p.rows, 'executions', p.executions) AS pack,
       json_build_object('id', d.id, 'title', ${titleOf('d')}, 'versionId', v.id, 'label', v.label,
         'sha256', v.sha256, 'accessMode', d.access_mode, 'truthPublic', d.truth_public OR b.truth_public) AS dataset,
       (SELECT json_build_object('id', s.id, 'title', s.need -> 'title') FROM scenario s WHERE s.id = be.scenario_id) AS scenario,
       (SELECT json_build_object('number', l.number, 'of', l.of,
          'used', (SELECT w.charged FROM looks_of(l.control_group, l.artifact_sha256, l.hidden_digest) w)) FROM look l WHERE l.run_id = r.id) AS look,
       unpublished_runs(al.id, b.id, r.id)::int AS "unpublishedRuns",
       (SELECT json_build_object('decision', w.decision, 'statement', w.statement, 'reviewer', n.name,
          'at', ${utc('w.at')}) FROM review w JOIN person n ON n.id = w.reviewer_id
        WHERE w.run_id = r.id AND w.decision = 'approve' ORDER BY w.at DESC LIMIT 1) AS review,
       ${resultOf('r', 'owner')} AS owner,
       ${resultOf('r', 'vendor')} AS "vendorEdition",
       (SELECT json_build_object('number', e.number, 'label', ea.label, 'owner', ${resultOf('e', 'owner')},
          'vendor', ${resultOf('e', 'vendor')})
        FROM run e JOIN algorithm_version ea ON ea.id = e.algorithm_version_id
        WHERE ea.algorithm_id = al.id AND e.benchmark_version_id = b.id AND e.split = r.split
          AND e.status = 'approved' AND e.number < r.number ORDER BY e.number DESC LIMIT 1) AS previous
     FROM run r
       JOIN organisation o ON o.id = r.vendor_id
       JOIN algorithm_version a ON a.id = r.algorithm_version_id
       JOIN algorithm al ON al.id = a.algorithm_id
       JOIN benchmark_version b ON b.id = r.benchmark_version_id
       JOIN benchmark be ON be.id = b.benchmark_id
       JOIN dataset_version v ON v.id = b.dataset_version_id
       JOIN dataset d ON d.id = v.dataset_id
       JOIN pack p ON p.benchmark_version_id = b.id AND p.split = r.split
     WHERE r.id = $1`,
    [runId],
  );
  return ReportFacts.parse(row);
}
