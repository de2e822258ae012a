import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { Tx } from '@scenario-lab/db/database';
import type { ScenarioFeatures } from '@scenario-lab/matching/features';

export interface NeedRow {
  id: string;
  status: string;
  owner: { id: string; name: { zh?: string; en?: string } };
  updated_at: Date;
  need: SaveScenario;
  columns: ColumnEntry[] | null;
  benchmark_version_ids: string[] | null;
  /** Data the need's benchmarks are made of. */
  dataset_ids: string[] | null;
}

/** Needs the reader can see, with the columns of their data and the benchmarks that test them. */
export function readNeeds(tx: Tx, ids: readonly string[] | 'published'): Promise<NeedRow[]> {
  return tx.query(
    `SELECT s.id, s.status, s.need, s.updated_at, jsonb_build_object('id', o.id, 'name', o.name) AS owner,
       (SELECT jsonb_agg(c.entry) FROM (SELECT DISTINCT ON (d.id) v.columns FROM dataset d
           JOIN dataset_version v ON v.dataset_id = d.id AND v.status IN ('ready', 'deprecated')
           WHERE s.need->'datasetIds' ? d.id::text ORDER BY d.id, v.id DESC) newest,
         jsonb_array_elements(newest.columns) AS c(entry)) AS columns,
       t.version_ids AS benchmark_version_ids, t.dataset_ids
     FROM scenario s JOIN organisation o ON o.id = s.owner_id LEFT JOIN LATERAL (
       SELECT array_agg(v.id ORDER BY v.id) AS version_ids, array_agg(DISTINCT d.dataset_id) AS dataset_ids
       FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
         LEFT JOIN benchmark_data d ON d.benchmark_version_id = v.id WHERE b.scenario_id = s.id) t ON true
     WHERE ${ids === 'published' ? "s.status = 'published'" : 's.id = ANY($1)'} ORDER BY s.id`,
    ids === 'published' ? [] : [ids],
  );
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
