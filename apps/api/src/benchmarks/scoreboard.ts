import type { Plan, ScoreboardRow } from '@scenario-lab/contracts/benchmarks';
import { metricNames } from '@scenario-lab/contracts/metrics';
import type { Result } from '@scenario-lab/contracts/runs';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { leadingMetric } from '@scenario-lab/domain/benchmarks/leading-metric';
import { type Pair, tiersOf } from '@scenario-lab/domain/benchmarks/tiers';
import { significant } from '@scenario-lab/domain/runs/edition';
import { z } from 'zod';

type Row = z.infer<typeof ScoreboardRow>;

const Entry = z.object({
  run_id: z.string(),
  number: z.number(),
  algorithm_id: z.string().nullable(),
  algorithm: json<NonNullable<Row['algorithm']>>().nullable(),
  vendor: json<NonNullable<Row['vendor']>>().nullable(),
  verdict: z.string().nullable(),
  certificate: z.string().nullable(),
  certificate_status: z.string().nullable(),
  report_id: z.string().nullable(),
  cpu_seconds: z.string().nullable(),
  body: json<Result>().nullable(),
});
type Entry = z.output<typeof Entry>;

const published = `SELECT p.run_id, p.number, p.algorithm_id, p.vendor_id, p.verdict, p.certificate,
    p.certificate_status, p.report_id, p.cpu_seconds, p.body, p.benchmark_version_id FROM published_result p`;
/** Approved and not yet published: what the vendor, the overseers and the lab see besides. */
const withheld = `SELECT r.id, r.number, v.algorithm_id, r.vendor_id, r.verdict, NULL, NULL, NULL,
    (r.resources->>'cpuSeconds')::numeric, x.body, r.benchmark_version_id
  FROM run r LEFT JOIN algorithm_version v ON v.id = r.algorithm_version_id
    JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
  WHERE r.split = 'hidden' AND r.status = 'approved'
    AND NOT EXISTS (SELECT 1 FROM published_result q WHERE q.run_id = r.id)`;

/**
 * Approved results on one hidden split, one per algorithm (the certified one, else its latest), in tiers, with
 * the baseline among them. Figures under a revoked certificate are not compared. Tiers are made of the entries
 * this reader sees, so that nobody's tells of a result that is not theirs to know.
 */
export async function scoreboardOf(
  tx: Tx,
  actor: Actor,
  version: {
    id: string;
    benchmarkId: string;
    hiddenDigest: string | null;
    plan: Plan;
    baseline: readonly { metric: string; value: number }[];
  },
): Promise<Row[]> {
  if (version.hiddenDigest === null) return [];
  const entries = await queryRows(
    tx,
    Entry,
    `SELECT e.run_id, e.number, e.algorithm_id, e.verdict, e.certificate, e.certificate_status, e.report_id, e.cpu_seconds, e.body,
       jsonb_build_object('id', o.id, 'name', o.name) AS vendor,
       CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'title',
         ${actor === 'anonymous' ? 'a.listed' : 'coalesce(a.listed, a.card)'}->'title') END AS algorithm
     FROM (${published} ${actor === 'anonymous' ? '' : `UNION ALL ${withheld}`}) e
       JOIN benchmark_version w ON w.id = e.benchmark_version_id JOIN organisation o ON o.id = e.vendor_id
       LEFT JOIN algorithm a ON a.id = e.algorithm_id
     WHERE w.benchmark_id = $1 AND w.hidden_digest = $2 AND e.certificate_status IS DISTINCT FROM 'revoked'
     ORDER BY (e.certificate IS NOT NULL) DESC, e.number DESC LIMIT 1000`,
    [version.benchmarkId, version.hiddenDigest],
  );
  const rows = rowsOf(onePerAlgorithm(entries), version.plan, version.baseline);
  return inTiers(rows, version.id, await pairsAmong(tx, version.id, rows));
}

const PairRow = z.object({
  a: z.string(),
  b: z.string(),
  lead: z.number().nullable(),
  p: z.number().nullable(),
});

/** Row-level security leaves out pairs with a run the reader may not know. */
async function pairsAmong(tx: Tx, versionId: string, rows: readonly Omit<Row, 'tier'>[]): Promise<Pair[]> {
  const ids = rows.map(({ runId }) => runId ?? versionId);
  return queryRows(
    tx,
    PairRow,
    `SELECT run_id AS a, other_id AS b, lead, p FROM comparison
     WHERE benchmark_version_id = $1 AND run_id = ANY($2) AND other_id = ANY($2)`,
    [versionId, ids],
  );
}

function onePerAlgorithm(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter(({ algorithm_id, run_id }) => {
    const key = algorithm_id ?? run_id;
    return !seen.has(key) && seen.add(key);
  });
}

function rowsOf(
  entries: readonly Entry[],
  plan: Plan,
  baseline: readonly { metric: string; value: number }[],
): Omit<Row, 'tier'>[] {
  const metric = leadingMetric(plan);
  const rows = entries.flatMap((entry): Omit<Row, 'tier'>[] => {
    const figure = entry.body?.figures.find((one) => one.metric === metric && one.slice === null);
    if (figure?.value == null) return [];
    return [
      {
        runId: entry.run_id,
        algorithm: entry.algorithm,
        vendor: entry.vendor,
        metric,
        value: figure.value,
        lower: figure.interval?.lower ?? null,
        upper: figure.interval?.upper ?? null,
        verdict: entry.verdict ?? 'inconclusive',
        certificate: entry.certificate,
        reportId: entry.report_id,
        cpuSeconds: entry.cpu_seconds === null ? null : significant(Number(entry.cpu_seconds), 2),
        baseline: false,
      },
    ];
  });
  const naive = baseline.find((one) => one.metric === metric);
  if (naive) {
    rows.push({
      runId: null,
      algorithm: null,
      vendor: null,
      metric,
      value: naive.value,
      lower: null,
      upper: null,
      verdict: 'none',
      certificate: null,
      reportId: null,
      cpuSeconds: null,
      baseline: true,
    });
  }
  return rows.toSorted((one, other) => badness(one) - badness(other));
}

/** Smaller is better, whatever the metric. */
function badness({ metric, value }: Pick<Row, 'metric' | 'value'>): number {
  if (metric === 'bias') return Math.abs(value);
  return metricNames.find(({ id }) => id === metric)?.better === 'lower' ? value : -value;
}

function inTiers(rows: readonly Omit<Row, 'tier'>[], versionId: string, pairs: readonly Pair[]): Row[] {
  const tiers = tiersOf(
    rows.map(({ runId }) => runId ?? versionId),
    pairs,
  );
  const last = rows.length + 1;
  return rows
    .map((row, at) => ({ ...row, tier: tiers[at] ?? null }))
    .toSorted((one, other) => (one.tier ?? last) - (other.tier ?? last));
}
