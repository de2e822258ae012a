import { Inject, Injectable } from '@nestjs/common';
import type {
  DataJob,
  JobOutput,
  listDataJobs,
  OutputScan,
  readDataJob,
} from '@scenario-lab/contracts/data-jobs';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { dataJobPolicy } from '@scenario-lab/domain/data-jobs/data-jobs.policy';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  title: z.string(),
  dataset_id: z.string(),
  dataset_title: json<DataJob['dataset']['title']>().nullable(),
  access_mode: word<'open' | 'on_request' | 'sandbox_only'>().nullable(),
  version: z.string().nullable(),
  grantee: json<DataJob['grantee']>(),
  owner: json<DataJob['owner']>(),
  status: word<DataJob['status']>(),
  kind: word<DataJob['kind']>(),
  file_name: z.string(),
  purpose: z.string(),
  wants: z.string(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  decided_at: z.date().nullable(),
  progress: json<NonNullable<DataJob['progress']>>().nullable(),
  ahead: z.string().nullable(),
  outcome: word<NonNullable<DataJob['outcome']>>().nullable(),
  defect: z.string().nullable(),
  rows: z.number().nullable(),
  problems: json<DataJob['problems']>().nullable(),
  files: z.number(),
});
type Row = z.output<typeof Row>;

const columns = `j.id, j.title, j.dataset_id, coalesce(d.listed, d.card)->'title' AS dataset_title, d.access_mode, v.label AS version,
  jsonb_build_object('id', g.id, 'name', g.name) AS grantee, jsonb_build_object('id', w.id, 'name', w.name) AS owner,
  j.status, j.kind, j.file_name, j.purpose, j.wants, j.created_at, j.started_at, j.ended_at, j.decided_at, j.progress,
  CASE WHEN j.status = 'queued' THEN data_jobs_ahead(j.id) END AS ahead, j.outcome, j.defect, j.rows,
  j.inspection->'problems' AS problems,
  (SELECT count(*)::int FROM data_job_output_face o WHERE o.data_job_id = j.id) AS files`;
const from = `data_job j JOIN organisation g ON g.id = j.organisation_id JOIN organisation w ON w.id = j.owner_id
  LEFT JOIN dataset d ON d.id = j.dataset_id LEFT JOIN dataset_version v ON v.id = j.dataset_version_id`;
/** A dataset taken back since is no longer there to name. */
const delisted = { zh: '（数据集已下架）', en: '(dataset no longer listed)' };

@Injectable()
export class DataJobsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, query: Received<typeof listDataJobs>['query']): Promise<Answer<typeof listDataJobs>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (query.datasetId) where.and('j.dataset_id = ?', query.datasetId);
      if (query.status) where.and('j.status = ?', query.status);
      if (query.side === 'own') where.and('j.organisation_id = app_org()');
      if (query.side === 'data') where.and('j.owner_id = app_org()');
      if (query.q)
        where.and(
          'j.title ILIKE ? OR j.purpose ILIKE ?',
          ...Array(2).fill(`%${query.q.replace(/[\\%_]/g, '\\$&')}%`),
        );
      const page = await readPage(tx, {
        row: Row,
        select: columns,
        from,
        counted: 'data_job j',
        id: 'j.id',
        where,
        key: { sql: 'j.created_at', type: 'timestamptz' },
        page: query,
      });
      return { items: page.rows.map((row) => view(actor, row)), next: page.next, total: page.total };
    });
  }

  read(actor: SignedIn, id: string): Promise<Answer<typeof readDataJob>> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, Row, `SELECT ${columns} FROM ${from} WHERE j.id = $1`, [id]);
      if (!row) throw new Refusal('not_found', { thing: 'data_job', id });
      const became = await queryRows(tx, Became, 'SELECT * FROM versions_trained_by($1)', [id]);
      return {
        ...view(actor, row),
        outputs: await outputsOf(tx, id),
        became: became.map(({ algorithm_id, at, ...one }) => ({
          ...one,
          algorithmId: algorithm_id,
          at: at.toISOString(),
        })),
      };
    });
  }
}

const Became = z.object({
  number: z.number(),
  proven: z.boolean(),
  algorithm_id: z.string(),
  title: json<DataJob['dataset']['title']>(),
  label: z.string(),
  at: z.date(),
});

const OutputRow = z.object({
  number: z.number(),
  kind: word<JobOutput['kind']>(),
  decision: word<JobOutput['decision']>(),
  reason: z.string().nullable(),
  taken: z.boolean(),
  name: z.string().nullable(),
  bytes: z.string().nullable(),
  scan: json<OutputScan>().nullable(),
});

/** Row-level security gives names and findings to the data's owner, and of released files to the grantee. */
async function outputsOf(tx: Tx, id: string): Promise<JobOutput[]> {
  const rows = await queryRows(
    tx,
    OutputRow,
    `SELECT f.number, f.kind, f.decision, f.reason, f.taken, o.name, o.bytes, o.scan FROM data_job_output_face f
       LEFT JOIN data_job_output o ON o.data_job_id = f.data_job_id AND o.number = f.number
     WHERE f.data_job_id = $1 ORDER BY f.number`,
    [id],
  );
  return rows.map((row) => ({ ...row, bytes: row.bytes === null ? null : Number(row.bytes) }));
}

function view(actor: SignedIn, row: Row): DataJob {
  const facts = {
    status: row.status,
    ownerOrganisationId: row.owner.id,
    granteeOrganisationId: row.grantee.id,
    granted: true,
    datasetPublished: true,
  };
  const problems = row.problems ?? [];
  return {
    id: row.id,
    title: row.title,
    dataset: { id: row.dataset_id, title: row.dataset_title ?? delisted },
    version: row.version ?? '',
    grantee: row.grantee,
    owner: row.owner,
    status: row.status,
    kind: row.kind,
    fileName: row.file_name,
    purpose: row.purpose,
    wants: row.wants,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    progress: row.progress,
    ahead: row.ahead === null ? null : Number(row.ahead),
    outcome: row.outcome,
    rows: belongs(actor, row.owner.id) ? row.rows : shownRows(row.rows, row.access_mode ?? 'sandbox_only'),
    problems: row.defect ? [...problems, { code: row.defect, place: '/out', detail: '' }] : problems,
    files: row.files,
    allowed: allowed(dataJobPolicy, actor, facts).filter((action) => action !== 'data_job.submit'),
  };
}
