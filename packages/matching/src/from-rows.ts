import type { Sockets } from '@scenario-lab/contracts/algorithms';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { Result } from '@scenario-lab/contracts/runs';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import type { CertificateStatus, Evidence, ScenarioFeatures, SolutionFeatures } from './features.js';

interface CardRow {
  id: string;
  card: SaveSolution;
}
interface SocketRow {
  algorithm_id: string;
  sockets: Sockets;
}
interface ResultRow {
  scenario_id: string | null;
  benchmark_version_id: string;
  dataset_id: string;
  task: string;
  certificate_status: string | null;
  demonstration: boolean;
  criteria: Result['criteria'];
  figures: Result['figures'];
}
interface NeedRow {
  id: string;
  need: SaveScenario;
  columns: ColumnEntry[] | null;
  benchmark_version_ids: string[] | null;
  dataset_ids: string[] | null;
}

const inputs = new Set<string>(['feature', 'group', 'time', 'slice']);

export function needFeatures(row: NeedRow): ScenarioFeatures {
  const { need } = row;
  const words = (language: 'zh' | 'en') =>
    [need.problem, need.users, need.today, need.conditions]
      .flatMap((text) => text?.[language] ?? [])
      .join('\n');
  return {
    id: row.id,
    title: need.title,
    text: { zh: words('zh'), en: words('en') },
    field: need.field,
    technologies: [],
    region: need.region,
    cooperationModes: need.cooperationMode ? [need.cooperationMode] : [],
    budget: need.budget,
    site: need.site,
    qualifications: need.qualifications,
    task: need.task,
    columns: (row.columns ?? [])
      .filter(({ role }) => inputs.has(role))
      .map(({ name, type }) => ({ name, type })),
    datasetLineageIds: [...new Set([...need.datasetIds, ...(row.dataset_ids ?? [])])].filter(
      (id) => id !== null,
    ),
    benchmarkVersionIds: row.benchmark_version_ids ?? [],
    criteria: need.criteria,
  };
}

/** One row per figure; where a criterion was put on it, with its verdict and what it was given against. */
export function evidenceOf(row: ResultRow): Evidence[] {
  const shared = {
    scenarioId: row.scenario_id,
    benchmarkVersionId: row.benchmark_version_id,
    datasetLineageId: row.dataset_id,
    taskKind: row.task,
    certificateStatus: row.certificate_status as CertificateStatus | null,
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
