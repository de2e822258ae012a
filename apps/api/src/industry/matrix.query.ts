import { Inject, Injectable } from '@nestjs/common';
import type { IndustryMatrix, readMatrix } from '@scenario-lab/contracts/industry-matrix';
import type { Received } from '@scenario-lab/contracts/route';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { tiersOf } from '@scenario-lab/domain/benchmarks/tiers';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { cellOf, columnOf, type FoundColumn, type FoundResult, type FoundRow } from './matrix-cell.js';

/** More than this nobody reads; how many there are is told. */
const most = { columns: 24, rows: 60 };

const inForce = `c.status IN ('valid', 'watch') AND c.expires_at > now()`;
/** One task's certified programs, those certified on most data first, with the case an adoption is asked from. */
const rowsSql = `WITH held AS (
    SELECT c.algorithm_version_id, c.algorithm_id, c.algorithm_title, c.label, c.vendor_id, c.solution_id,
      count(DISTINCT c.benchmark_id)::int AS certified, max(c.issued_at) AS newest
    FROM public_certificate c JOIN benchmark_version w ON w.id = c.benchmark_version_id
    WHERE ${inForce} AND w.plan->>'task' = $1
    GROUP BY 1, 2, 3, 4, 5, 6)
  SELECT h.algorithm_version_id AS id, h.algorithm_id, h.algorithm_title AS title, h.label, h.certified,
    jsonb_build_object('id', o.id, 'name', o.name) AS vendor, s.sockets, s.algorithm_id IS NOT NULL AS listed,
    (SELECT k.id FROM lab_case k WHERE k.published AND NOT k.anonymous AND k.outcome = 'accepted' AND k.solution_id = h.solution_id
      ORDER BY k.updated_at DESC, k.id LIMIT 1) AS case_id,
    count(*) OVER ()::int AS total
  FROM held h JOIN organisation o ON o.id = h.vendor_id LEFT JOIN listed_socket s ON s.algorithm_id = h.algorithm_id
  ORDER BY h.certified DESC, h.newest DESC, h.algorithm_version_id LIMIT ${most.rows}`;

/** One task's exams on departments' data: of each the newest open version, else its newest. */
const columnsSql = `WITH newest AS (
    SELECT DISTINCT ON (w.benchmark_id) w.* FROM benchmark_version w
    WHERE w.status IN ('open', 'closed') AND w.plan->>'task' = $1
    ORDER BY w.benchmark_id, (w.status = 'open') DESC, w.number DESC)
  SELECT b.id AS benchmark_id, w.id, w.number, w.status = 'open' AS open, b.title, w.plan, w.columns, w.hidden_digest,
    jsonb_build_object('id', o.id, 'name', o.name) AS department, s.id AS scenario_id, s.region,
    coalesce(s.field, t.fields[1]) AS field, d.title AS dataset, d.rows,
    (SELECT count(DISTINCT c.algorithm_version_id)::int FROM public_certificate c
      WHERE c.benchmark_id = b.id AND ${inForce}) AS certified,
    count(*) OVER ()::int AS total
  FROM newest w JOIN benchmark b ON b.id = w.benchmark_id JOIN organisation o ON o.id = b.owner_id
    LEFT JOIN scenario s ON s.id = b.scenario_id LEFT JOIN benchmark_data d ON d.benchmark_version_id = w.id
    LEFT JOIN dataset t ON t.id = d.dataset_id
  WHERE $2::text IS NULL OR coalesce(s.field, t.fields[1]) = $2
  ORDER BY certified DESC, w.opened_at DESC NULLS LAST, b.id LIMIT ${most.columns}`;

const resultsSql = `SELECT p.run_id, p.number, p.algorithm_id, p.algorithm_version_id, w.benchmark_id, w.number AS version, w.hidden_digest,
    p.verdict, p.certificate, p.certificate_status, p.report_id, p.transfer, p.body
  FROM published_result p JOIN benchmark_version w ON w.id = p.benchmark_version_id
  WHERE w.benchmark_id = ANY($1) AND p.certificate_status IS DISTINCT FROM 'revoked'
  ORDER BY (p.certificate IS NOT NULL) DESC, p.number DESC LIMIT 5000`;

type ReadAnswer = FoundRow & { total: number };

const ReadRow = z.object({
  id: z.string(),
  algorithm_id: z.string(),
  title: json<ReadAnswer['title']>(),
  label: z.string(),
  certified: z.number(),
  vendor: json<ReadAnswer['vendor']>(),
  sockets: json<NonNullable<ReadAnswer['sockets']>>().nullable(),
  listed: z.boolean(),
  case_id: z.string().nullable(),
  total: z.number(),
});

type ReadAnswer2 = FoundColumn & {
  total: number;
};

const ReadRow2 = z.object({
  benchmark_id: z.string(),
  id: z.string(),
  number: z.number(),
  open: z.boolean(),
  title: json<ReadAnswer2['title']>(),
  plan: json<ReadAnswer2['plan']>(),
  columns: json<{ name: string; type: string }[]>(),
  hidden_digest: z.string().nullable(),
  department: json<ReadAnswer2['department']>(),
  scenario_id: z.string().nullable(),
  region: z.string().nullable(),
  field: word<NonNullable<ReadAnswer2['field']>>().nullable(),
  dataset: json<NonNullable<ReadAnswer2['dataset']>>().nullable(),
  rows: json<NonNullable<ReadAnswer2['rows']>>().nullable(),
  certified: z.number(),
  total: z.number(),
});

const FoundResultRow = z.object({
  run_id: z.string(),
  number: z.number(),
  algorithm_id: z.string(),
  algorithm_version_id: z.string(),
  benchmark_id: z.string(),
  version: z.number(),
  hidden_digest: z.string().nullable(),
  verdict: z.string().nullable(),
  certificate: z.string().nullable(),
  certificate_status: z.string().nullable(),
  report_id: z.string().nullable(),
  transfer: z.boolean(),
  body: json<NonNullable<FoundResult['body']>>().nullable(),
});

const TaskRow = z.object({
  task: word<IndustryMatrix['tasks'][number]['task']>(),
  programs: z.number(),
});

const TiersRow = z.object({
  a: z.string(),
  b: z.string(),
  lead: z.number().nullable(),
  p: z.number().nullable(),
  version: z.string(),
});

/** Everything is asked through the door that sees what is public, so that everybody reads the same. */
@Injectable()
export class MatrixQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read({ task, field }: Received<typeof readMatrix>['query']): Promise<IndustryMatrix> {
    return this.database.asActor('anonymous', async (tx) => {
      const tasks = await queryRows(
        tx,
        TaskRow,
        `SELECT w.plan->>'task' AS task, count(DISTINCT c.algorithm_version_id)::int AS programs
         FROM public_certificate c JOIN benchmark_version w ON w.id = c.benchmark_version_id
         WHERE ${inForce} GROUP BY 1 ORDER BY 2 DESC, 1`,
      );
      const of = task ?? tasks[0]?.task ?? null;
      const rows = await queryRows(tx, ReadRow, rowsSql, [of]);
      const columns = await queryRows(tx, ReadRow2, columnsSql, [of, field ?? null]);
      const results = await queryRows(tx, FoundResultRow, resultsSql, [
        columns.map(({ benchmark_id }) => benchmark_id),
      ]);
      const tiers = await this.tiers(tx, columns, results);
      const told = rows.map((row) => ({
        versionId: row.id,
        label: row.label,
        algorithm: { id: row.algorithm_id, title: row.title, listed: row.listed },
        vendor: row.vendor,
        certified: row.certified,
        caseId: row.case_id,
        cells: columns.map((column) => cellOf(row, column, results, tiers)),
      }));
      const cells = told.flatMap((row) => row.cells);
      const untried = cells.filter(({ state }) => state === 'untried').length;
      const certified = cells.filter(({ certificate }) => certificate !== null).length;
      return {
        at: new Date().toISOString(),
        task: of,
        tasks,
        columns: columns.map(columnOf),
        rows: told,
        total: { columns: columns[0]?.total ?? 0, rows: rows[0]?.total ?? 0 },
        counts: { certified, tried: cells.length - untried - certified, gaps: untried },
      };
    });
  }

  /** By run, as on the scoreboard of the column's version: one entry of each algorithm, the baseline among them. */
  private async tiers(
    tx: Tx,
    columns: readonly FoundColumn[],
    results: readonly FoundResult[],
  ): Promise<ReadonlyMap<string, number | null>> {
    const pairs = await queryRows(
      tx,
      TiersRow,
      `SELECT benchmark_version_id AS version, run_id AS a, other_id AS b, lead, p FROM comparison WHERE benchmark_version_id = ANY($1)`,
      [columns.map(({ id }) => id)],
    );
    return new Map(
      columns.flatMap((column) => {
        const seen = new Set<string>();
        const entries = results.filter((one) => {
          const here = one.benchmark_id === column.benchmark_id && one.hidden_digest === column.hidden_digest;
          if (!here || seen.has(one.algorithm_id)) return false;
          seen.add(one.algorithm_id);
          return true;
        });
        const ids = [...entries.map(({ run_id }) => run_id), column.id];
        const tiers = tiersOf(
          ids,
          pairs.filter(({ version }) => version === column.id),
        );
        return entries.map(({ run_id }, at): [string, number | null] => [run_id, tiers[at] ?? null]);
      }),
    );
  }
}
