import { Inject, Injectable } from '@nestjs/common';
import type { Benchmark, BenchmarkRow, listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { TaskFile } from '@scenario-lab/contracts/exam';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { noteTaken } from '@scenario-lab/db/catalogue/data-use';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { computeGrantOf, grantStands } from '@scenario-lab/db/runs/grants';
import { looksOf } from '@scenario-lab/db/runs/reserve';
import { type Actor, holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { benchmarkPolicy } from '@scenario-lab/domain/benchmarks/benchmarks.policy';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { scoreboardOf } from './scoreboard.js';
import { readVersions, versionView } from './version-view.js';

type Query = Received<typeof listBenchmarks>['query'];

const Row = z.object({
  id: z.string(),
  title: json<BenchmarkRow['title']>(),
  owner: json<BenchmarkRow['owner']>(),
  scenario: json<NonNullable<BenchmarkRow['scenario']>>().nullable(),
  field: word<NonNullable<BenchmarkRow['field']>>().nullable(),
  version_id: z.string(),
  status: z.string(),
  task: word<BenchmarkRow['task']>(),
  criteria: json<BenchmarkRow['criteria']>(),
  runs: z.number(),
  rows: z.number().nullable(),
  truth_public: z.boolean(),
  updated_at: z.date(),
  dataset_id: z.string().nullable(),
  dataset_title: json<BenchmarkRow['title']>().nullable(),
  access_mode: z.string().nullable(),
  data_owner_id: z.string().nullable(),
});
type Row = z.output<typeof Row>;

/** The version a benchmark is known by: the open one, else the newest the reader can see. */
const from = `benchmark b JOIN organisation o ON o.id = b.owner_id
  JOIN LATERAL (SELECT id, status, plan, truth_public FROM benchmark_version v WHERE v.benchmark_id = b.id
    ORDER BY (v.status = 'open') DESC, v.number DESC LIMIT 1) v ON true
  LEFT JOIN benchmark_data d ON d.benchmark_version_id = v.id LEFT JOIN scenario s ON s.id = b.scenario_id`;
const columns = `b.id, b.title, jsonb_build_object('id', o.id, 'name', o.name) AS owner, b.updated_at,
  CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'title', s.need->'title', 'subject', s.need->'subject') END AS scenario, s.field,
  v.id AS version_id, v.status, v.plan->>'task' AS task, v.plan->'criteria' AS criteria, v.truth_public, d.rows,
  d.dataset_id, d.title AS dataset_title, d.access_mode, d.owner_id AS data_owner_id,
  (SELECT coalesce(sum(n.runs), 0)::int FROM run_count n JOIN benchmark_version w ON w.id = n.benchmark_version_id
   WHERE w.benchmark_id = b.id) AS runs`;

const TaskRow = z.object({
  task: json<unknown>().nullable(),
});

const SampleRow = z.object({
  sample_sha256: z.string().nullable(),
  twin: json<unknown>().nullable(),
  dataset_version_id: z.string(),
  dataset_id: z.string(),
  access_mode: z.string(),
  owner_id: z.string(),
  rows: z.number(),
});

@Injectable()
export class BenchmarksQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listBenchmarks>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (query.mine) where.and('b.owner_id = ?', actor === 'anonymous' ? null : actor.organisationId);
      if (query.status) where.and('v.status = ?', query.status);
      if (!query.mine && !query.status) where.and("v.status IN ('open', 'closed')");
      if (query.task) where.and("v.plan->>'task' = ?", query.task);
      if (query.q) {
        const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
        where.and("b.title::text ILIKE ? OR (s.need->'title')::text ILIKE ?", like, like);
      }
      const page = await readPage(tx, {
        row: Row,
        select: columns,
        from,
        id: 'b.id',
        where,
        key: { sql: 'b.updated_at', type: 'timestamptz' },
        page: query,
      });
      return { items: page.rows.map(rowView), next: page.next, total: page.total };
    });
  }

  read(actor: Actor, id: string): Promise<Benchmark> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, Row, `SELECT ${columns} FROM ${from} WHERE b.id = $1`, [id]);
      const versions = row ? await readVersions(tx, id) : [];
      const current = versions.find((version) => version.id === row?.version_id);
      if (!row || !current) throw new Refusal('not_found', { thing: 'benchmark', id });
      return {
        ...rowView(row),
        dataset: {
          id: row.dataset_id!,
          title: row.dataset_title!,
          accessMode: row.access_mode!,
        },
        versions: versions.map((version) => versionView(actor, row.owner.id, version)),
        scoreboard: await scoreboardOf(tx, actor, {
          id: current.id,
          benchmarkId: id,
          hiddenDigest: current.hidden_digest,
          plan: current.plan,
          baseline: current.baseline_result?.metrics ?? [],
        }),
        mine: holds(actor, ['vendor', 'operator'])
          ? await standing(tx, actor, row, current.hidden_digest, current.plan.looks)
          : null,
        allowed: allowed(benchmarkPolicy, actor, { ownerOrganisationId: row.owner.id, status: row.status }),
      };
    });
  }

  task(actor: Actor, versionId: string): Promise<TaskFile> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(tx, TaskRow, 'SELECT task FROM benchmark_version WHERE id = $1', [
        versionId,
      ]);
      // A version that has not been sealed hands nothing to programs yet.
      if (!version?.task) throw new Refusal('not_found', { thing: 'benchmark_version', id: versionId });
      return TaskFile.parse(version.task);
    });
  }

  /** The blob of the published sample. Real rows of data that are not open get those who may compute on them. */
  sample(actor: SignedIn, versionId: string): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        SampleRow,
        `SELECT v.sample_sha256, v.twin, v.dataset_version_id, d.dataset_id, d.access_mode, d.owner_id,
           (SELECT p.rows FROM pack p WHERE p.benchmark_version_id = v.id AND p.split = 'sample') AS rows FROM benchmark_version v
         JOIN benchmark_data d ON d.benchmark_version_id = v.id WHERE v.id = $1`,
        [versionId],
      );
      if (!version?.sample_sha256)
        throw new Refusal('not_found', { thing: 'benchmark_version', id: versionId });
      const open =
        version.twin || version.access_mode === 'open' || version.owner_id === actor.organisationId;
      if (!open && !(await grantStands(tx, version.dataset_id, actor.organisationId)) && !isLab(actor)) {
        throw new Refusal('grant_missing', { datasetId: version.dataset_id });
      }
      // A twin is nobody's row, so nobody's data were used.
      if (!version.twin)
        await noteTaken(tx, {
          datasetVersionId: version.dataset_version_id,
          kind: 'sample',
          format: 'zip',
          rows: version.rows,
          by: actor,
          grantId: open ? null : await computeGrantOf(tx, version.dataset_id, actor.organisationId),
        });
      return version.sample_sha256;
    });
  }
}

function rowView(row: Row): BenchmarkRow {
  return {
    id: row.id,
    title: row.title,
    owner: row.owner,
    scenario: row.scenario,
    field: row.field,
    task: row.task,
    status: row.status,
    versionId: row.version_id,
    criteria: row.criteria,
    runs: row.runs,
    rows: shownRows(row.rows, row.access_mode),
    truthPublic: row.truth_public,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What a hidden run of the reader's own organisation would need. */
async function standing(
  tx: Tx,
  actor: SignedIn,
  row: Row,
  hiddenDigest: string | null,
  looks: number,
): Promise<Benchmark['mine']> {
  const free = row.access_mode === 'open' || row.data_owner_id === actor.organisationId;
  const granted =
    !free && row.dataset_id !== null && (await grantStands(tx, row.dataset_id, actor.organisationId));
  return {
    looks,
    looksUsed: hiddenDigest
      ? (
          await looksOf(tx, {
            controlGroup: actor.controlGroupId ?? actor.organisationId,
            artifact: null,
            hiddenDigest,
          })
        ).charged
      : 0,
    grant: free ? 'not_needed' : granted ? 'active' : 'missing',
  };
}
