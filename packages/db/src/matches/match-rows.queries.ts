import type { Sockets } from '@scenario-lab/contracts/algorithms';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { Result } from '@scenario-lab/contracts/runs';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { z } from 'zod';
import { publishedSql } from '../catalogue/listing.queries.js';
import { json, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

/** A card as it was reviewed, or the newest one for its owner. */
export interface CardRow {
  id: string;
  card: SaveSolution;
}

/** With what a list of matches says of it. */
export interface OwnedCardRow extends CardRow {
  owner: { id: string; name: { zh?: string; en?: string } };
  updated_at: Date;
}

export const ResultRow = z.object({
  solution_id: z.string(),
  scenario_id: z.string().nullable(),
  benchmark_version_id: z.string(),
  dataset_id: z.string(),
  task: z.string(),
  certificate_status: z.string().nullable(),
  demonstration: z.boolean(),
  criteria: json<Result['criteria']>(),
  figures: json<Result['figures']>(),
});
export type ResultRow = z.output<typeof ResultRow>;

export const NeedRow = z.object({
  id: z.string(),
  status: z.string(),
  owner: json<{ id: string; name: { zh?: string; en?: string } }>(),
  updated_at: z.date(),
  need: json<SaveScenario>(),
  columns: json<ColumnEntry[]>().nullable(),
  benchmark_version_ids: z.array(z.string()).nullable(),
  /** Data the need's benchmarks are made of. */
  dataset_ids: z.array(z.string()).nullable(),
});
export type NeedRow = z.output<typeof NeedRow>;

/**
 * Needs the reader can see, with the columns of their data and the benchmarks that test them. `public`: as a visitor
 * may know them, for jobs that see everything and tell people.
 */
export function readNeeds(
  tx: Tx,
  ids: readonly string[] | 'published',
  sight: 'own' | 'public' = 'own',
): Promise<NeedRow[]> {
  const open = sight === 'public';
  return queryRows(
    tx,
    NeedRow,
    `SELECT s.id, s.status, s.need, s.updated_at, jsonb_build_object('id', o.id, 'name', o.name) AS owner,
       (SELECT jsonb_agg(c.entry) FROM (SELECT DISTINCT ON (d.id) v.columns FROM dataset d
           JOIN dataset_version v ON v.dataset_id = d.id AND v.status IN ('ready', 'deprecated')
           ${open ? "AND d.listed IS NOT NULL AND d.status <> 'delisted'" : ''}
           WHERE s.need->'datasetIds' ? d.id::text ORDER BY d.id, v.id DESC) newest,
         jsonb_array_elements(newest.columns) AS c(entry)) AS columns,
       t.version_ids AS benchmark_version_ids, t.dataset_ids
     FROM scenario s JOIN organisation o ON o.id = s.owner_id LEFT JOIN LATERAL (
       SELECT array_agg(v.id ORDER BY v.id) AS version_ids, array_agg(DISTINCT d.dataset_id) AS dataset_ids
       FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
           ${open ? "AND v.status IN ('open', 'closed', 'retired')" : ''}
         LEFT JOIN benchmark_data d ON d.benchmark_version_id = v.id WHERE b.scenario_id = s.id) t ON true
     WHERE ${ids === 'published' ? "s.status = 'published'" : 's.id = ANY($1)'} ORDER BY s.id`,
    ids === 'published' ? [] : [ids],
  );
}

const resultColumns = `b.scenario_id, e.benchmark_version_id, d.dataset_id, v.plan->>'task' AS task,
  e.certificate_status, v.truth_public AS demonstration, e.body->'criteria' AS criteria, e.body->'figures' AS figures`;
const resultJoins = `JOIN benchmark_version v ON v.id = e.benchmark_version_id JOIN benchmark b ON b.id = v.benchmark_id
  JOIN benchmark_data d ON d.benchmark_version_id = v.id`;

/**
 * Results the reader may know of: what is published of approved runs, and what row-level security shows besides
 * (own runs, runs on one's own need or data, all for the lab). Sample runs prove nothing; void ones are no more.
 */
export function readResults(
  tx: Tx,
  solutionIds: readonly string[] | null,
  sight: 'own' | 'public' = 'own',
): Promise<ResultRow[]> {
  return queryRows(
    tx,
    ResultRow,
    `WITH e AS (
       SELECT solution_id, number, benchmark_version_id, certificate_status, body FROM published_result
       UNION ALL
       SELECT a.solution_id, r.number, r.benchmark_version_id, NULL, x.body
       FROM run r JOIN algorithm_version w ON w.id = r.algorithm_version_id JOIN algorithm a ON a.id = w.algorithm_id
         JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
       WHERE ${sight === 'own'} AND ((r.split = 'hidden' AND r.status = 'approved') OR (r.split = 'validation' AND r.status = 'finished'))
         AND NOT EXISTS (SELECT 1 FROM published_result q WHERE q.run_id = r.id))
     SELECT e.solution_id, ${resultColumns} FROM e ${resultJoins}
     WHERE e.solution_id IS NOT NULL AND e.body IS NOT NULL AND ($1::uuid[] IS NULL OR e.solution_id = ANY($1))
     ORDER BY e.number`,
    [solutionIds],
  );
}

export const SocketRow = z.object({
  solution_id: z.string(),
  algorithm_id: z.string(),
  sockets: json<Sockets>(),
});
export type SocketRow = z.output<typeof SocketRow>;

export function readSockets(tx: Tx, solutionIds: readonly string[] | null): Promise<SocketRow[]> {
  return queryRows(
    tx,
    SocketRow,
    `SELECT solution_id, algorithm_id, sockets FROM listed_socket
     WHERE $1::uuid[] IS NULL OR solution_id = ANY($1) ORDER BY algorithm_id`,
    [solutionIds],
  );
}

const OwnedCardShape = z.object({
  owner: json<{ id: string; name: { zh?: string; en?: string } }>(),
  updated_at: z.date(),
  id: z.string(),
  card: json<SaveSolution>(),
});

/** `where` and `card` are the code's own: which cards `s`, and which revision of them. */
export function readCards(tx: Tx, where: string, values: unknown[], card: string): Promise<OwnedCardRow[]> {
  return queryRows(
    tx,
    OwnedCardShape,
    `SELECT s.id, ${card} AS card, s.updated_at, jsonb_build_object('id', o.id, 'name', o.name) AS owner
     FROM solution s JOIN organisation o ON o.id = s.owner_id WHERE ${where} ORDER BY s.id`,
    values,
  );
}

export const readPublishedCards = (tx: Tx): Promise<OwnedCardRow[]> =>
  readCards(tx, publishedSql('s'), [], 's.listed');

export function bySolution<Row extends { solution_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.solution_id);
    if (group) group.push(row);
    else grouped.set(row.solution_id, [row]);
  }
  return grouped;
}
