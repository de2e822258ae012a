import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { benchmarkPolicy } from '@scenario-lab/domain/benchmarks/benchmarks.policy';
import { differencesOf, examAgrees } from '@scenario-lab/domain/benchmarks/need-difference';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';

export const VersionRow = z.object({
  id: z.string(),
  benchmark_id: z.string(),
  number: z.number(),
  status: word<BenchmarkVersion['status']>(),
  plan: json<BenchmarkVersion['plan']>(),
  columns: json<BenchmarkVersion['columns']>(),
  packs: json<BenchmarkVersion['packs']>().nullable(),
  digest: z.string().nullable(),
  hidden_digest: z.string().nullable(),
  problems: json<BenchmarkVersion['problems']>(),
  baseline_result: json<NonNullable<BenchmarkVersion['baselineResult']>>().nullable(),
  truth_public: z.boolean(),
  twin: json<NonNullable<BenchmarkVersion['twin']>>().nullable(),
  data_warning: json<NonNullable<BenchmarkVersion['dataWarning']>>().nullable(),
  opened_at: z.date().nullable(),
  /** Null where there is no need, or none the reader may see. */
  need_criteria: json<BenchmarkVersion['plan']['criteria']>().nullable(),
  agreement: json<
    Pick<NonNullable<BenchmarkVersion['need']>, 'differences'> & { at: string; reason: string }
  >().nullable(),
});
export type VersionRow = z.output<typeof VersionRow>;

/** Versions of a benchmark the reader can see, newest first. A draft shows the columns of its data. */
export function readVersions(tx: Tx, benchmarkId: string): Promise<VersionRow[]> {
  return queryRows(
    tx,
    VersionRow,
    `SELECT v.id, v.benchmark_id, v.number, v.status, v.plan, v.digest, v.hidden_digest, v.problems, v.baseline_result,
       v.truth_public, v.twin, v.opened_at, s.need->'criteria' AS need_criteria, v.need_agreement AS agreement,
       CASE WHEN d.status IN ('deprecated', 'retired') THEN jsonb_build_object('status', d.status, 'reason', d.reason) END AS data_warning,
       CASE WHEN v.columns = '[]' THEN coalesce(d.columns, '[]') ELSE v.columns END AS columns,
       (SELECT jsonb_agg(jsonb_build_object('split', p.split, 'rows', p.rows, 'executions', p.executions,
          'digest', p.sha256) ORDER BY array_position(ARRAY['sample', 'validation', 'hidden'], p.split))
        FROM pack p WHERE p.benchmark_version_id = v.id) AS packs
     FROM benchmark_version v JOIN benchmark b ON b.id = v.benchmark_id LEFT JOIN scenario s ON s.id = b.scenario_id
       LEFT JOIN dataset_version d ON d.id = v.dataset_version_id
     WHERE v.benchmark_id = $1 ORDER BY v.number DESC`,
    [benchmarkId],
  );
}

export function versionView(actor: Actor, ownerOrganisationId: string, row: VersionRow): BenchmarkVersion {
  return {
    id: row.id,
    benchmarkId: row.benchmark_id,
    number: row.number,
    status: row.status,
    plan: row.plan,
    columns: row.columns,
    packs: row.packs ?? [],
    digest: row.digest,
    problems: row.problems,
    baselineResult: row.baseline_result,
    truthPublic: row.truth_public,
    twin: row.twin,
    dataWarning: row.data_warning,
    need: needOf(row),
    openedAt: row.opened_at?.toISOString() ?? null,
    allowed: allowed(benchmarkPolicy, actor, { ownerOrganisationId, status: row.status }),
  };
}

/** An agreement to what was otherwise is none. */
function needOf({ need_criteria, plan, agreement }: VersionRow): BenchmarkVersion['need'] {
  if (!need_criteria) return null;
  const holds = agreement !== null && examAgrees(need_criteria, plan.criteria, agreement);
  return {
    differences: differencesOf(need_criteria, plan.criteria),
    agreed: holds ? { at: agreement.at, reason: agreement.reason } : null,
  };
}
