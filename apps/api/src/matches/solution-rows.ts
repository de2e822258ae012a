import type { Sockets } from '@scenario-lab/contracts/algorithms';
import type { Result } from '@scenario-lab/contracts/runs';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import type { Tx } from '@scenario-lab/db/database';
import type { CertificateStatus, Evidence, SolutionFeatures } from '@scenario-lab/matching/features';

/** A card as it was reviewed, or the newest one for its owner. */
export interface CardRow {
  id: string;
  card: SaveSolution;
}

export interface ResultRow {
  solution_id: string;
  scenario_id: string | null;
  benchmark_version_id: string;
  dataset_id: string;
  task: string;
  certificate_status: CertificateStatus | null;
  demonstration: boolean;
  criteria: Result['criteria'];
  figures: Result['figures'];
}

const resultColumns = `b.scenario_id, e.benchmark_version_id, d.dataset_id, v.plan->>'task' AS task,
  e.certificate_status, v.truth_public AS demonstration, e.body->'criteria' AS criteria, e.body->'figures' AS figures`;
const resultJoins = `JOIN benchmark_version v ON v.id = e.benchmark_version_id JOIN benchmark b ON b.id = v.benchmark_id
  JOIN benchmark_data d ON d.benchmark_version_id = v.id`;

/**
 * Results the reader may know of: what is published of approved runs, and what row-level security shows besides
 * (own runs, runs on one's own need or data, all for the lab). Sample runs prove nothing; void ones are no more.
 */
export function readResults(tx: Tx, solutionIds: readonly string[] | null): Promise<ResultRow[]> {
  return tx.query(
    `WITH e AS (
       SELECT solution_id, number, benchmark_version_id, certificate_status, body FROM published_result
       UNION ALL
       SELECT a.solution_id, r.number, r.benchmark_version_id, NULL, x.body
       FROM run r JOIN algorithm_version w ON w.id = r.algorithm_version_id JOIN algorithm a ON a.id = w.algorithm_id
         JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
       WHERE ((r.split = 'hidden' AND r.status = 'approved') OR (r.split = 'validation' AND r.status = 'finished'))
         AND NOT EXISTS (SELECT 1 FROM published_result q WHERE q.run_id = r.id))
     SELECT e.solution_id, ${resultColumns} FROM e ${resultJoins}
     WHERE e.solution_id IS NOT NULL AND e.body IS NOT NULL AND ($1::uuid[] IS NULL OR e.solution_id = ANY($1))
     ORDER BY e.number`,
    [solutionIds],
  );
}

export type SocketRow = { solution_id: string; algorithm_id: string; sockets: Sockets };

export function readSockets(tx: Tx, solutionIds: readonly string[] | null): Promise<SocketRow[]> {
  return tx.query(
    `SELECT solution_id, algorithm_id, sockets FROM listed_socket
     WHERE $1::uuid[] IS NULL OR solution_id = ANY($1) ORDER BY algorithm_id`,
    [solutionIds],
  );
}

/** One row per figure; where a criterion was put on it, with its verdict and what it was given against. */
export function evidenceOf(row: ResultRow): Evidence[] {
  const shared = {
    scenarioId: row.scenario_id,
    benchmarkVersionId: row.benchmark_version_id,
    datasetLineageId: row.dataset_id,
    taskKind: row.task,
    certificateStatus: row.certificate_status,
    demonstration: row.demonstration,
  };
  const key = (metric: string, slice: { column: string; value: string } | null | undefined) =>
    JSON.stringify([metric, slice?.column ?? null, slice?.value ?? null]);
  const judged = new Map<string, Evidence>();
  for (const { criterion, value, interval, verdict } of row.criteria) {
    if (value === null) continue;
    const { metric, slice, threshold } = criterion;
    const [lower, upper] = [interval?.lower ?? null, interval?.upper ?? null];
    judged.set(key(metric, slice), { ...shared, metric, slice, value, lower, upper, verdict, threshold });
  }
  const rest = row.figures.flatMap(({ metric, slice, value, interval }): Evidence[] => {
    if (value === null || judged.has(key(metric, slice))) return [];
    const [lower, upper] = [interval?.lower ?? null, interval?.upper ?? null];
    return [{ ...shared, metric, ...(slice ? { slice } : {}), value, lower, upper, verdict: null }];
  });
  return [...judged.values(), ...rest];
}

export function solutionFeatures(
  { id, card }: CardRow,
  sockets: readonly SocketRow[],
  evidence: readonly Evidence[],
): SolutionFeatures {
  const words = (language: 'zh' | 'en') =>
    [
      card.summary[language],
      ...card.cases.flatMap(({ title, text }) => [title, text]),
      card.sharedCapacity?.[language],
    ]
      .filter(Boolean)
      .join('\n');
  return {
    id,
    title: card.title,
    text: { zh: words('zh'), en: card.summary.en },
    field: card.fields[0] ?? null,
    technologies: card.technologies,
    regions: card.regions,
    cooperationModes: card.cooperationModes,
    priceFrom: card.priceFrom,
    // A card says nothing of the network it needs; only of the machine.
    deployment: { ...card.deployment, network: false },
    qualifications: card.qualifications,
    algorithms: sockets.map(({ algorithm_id, sockets: { task, inputs } }) => ({
      id: algorithm_id,
      task,
      inputs,
    })),
    evidence,
    claims: card.claims,
    trl: card.trl,
  };
}
