import { z } from 'zod';
import { execute, json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { holdHost, toldBeside } from '../runs/hosts.js';
import { transition } from '../transition.js';

/** What running a job needs to know. */
export interface JobFacts {
  id: string;
  datasetId: string;
  organisationId: string;
  columns: { name: string }[];
  /** The open rows, one object a line. */
  rowsSha256: string;
  rows: number;
  artifact: { kind: 'bundle' | 'wasm'; sha256: string; unpackedSha256: string | null; manifest: unknown };
}

const JobStandsRow = z.object({
  stands: z.boolean(),
});

/** Whether the job's own grant still stands; open data and one's own need none, and have no jobs. */
export async function jobStands(tx: Tx, jobId: string): Promise<boolean> {
  const row = await queryRow(
    tx,
    JobStandsRow,
    `SELECT EXISTS (SELECT 1 FROM access_grant g WHERE g.id = j.grant_id AND g.status = 'active'
       AND g.expires >= current_date AND 'data_job' = ANY(g.methods)) AS stands FROM data_job j WHERE j.id = $1`,
    [jobId],
  );
  return row?.stands === true;
}

/** Half of it: a whole one would name a file that is to be removed when an exam hides some of its rows. */
const digestOf = (sha256: string): string => sha256.slice(0, 32);

const RowsStillOpenRow = z.object({
  open: z.boolean(),
});

/**
 * Whether the rows a job computed on are still those that no exam hides. Where they are not, what it wrote may tell a
 * hidden row: it is not released any more, and the job can be submitted again.
 */
export async function rowsStillOpen(tx: Tx, jobId: string): Promise<boolean> {
  const row = await queryRow(
    tx,
    RowsStillOpenRow,
    `SELECT left(o.jsonl_sha256, 32) = j.rows_digest AS open FROM data_job j
       JOIN dataset_download o ON o.dataset_version_id = j.dataset_version_id WHERE j.id = $1`,
    [jobId],
  );
  return row?.open === true;
}

/** The grant is gone: what runs ends, what is held is never decided. */
export async function revokeJob(tx: Tx, jobId: string): Promise<void> {
  await transition(tx, 'data_job', jobId, 'revoke', {
    remark: 'grant_missing',
    set: { progress: null, ended_at: new Date() },
  });
}

const BeginJobRow = z.object({
  status: z.string(),
  organisationId: z.string(),
  datasetId: z.string(),
  columns: json<{ name: string }[]>(),
  rows: z.number().nullable(),
  rowsSha256: z.string().nullable(),
  written: z.boolean(),
  artifact: json<{
    kind: 'bundle' | 'wasm';
    sha256: string;
    unpackedSha256: string | null;
    manifest: unknown;
  }>(),
  paused: z.boolean(),
});

/**
 * Claims a job for this worker: it is `executing` from then on, also where an earlier try broke off. Null where there
 * is nothing to do now: it was cancelled, its grant or its rows are gone, the lab has paused the queue, or a program of
 * the same group that may be told something is at work on the host.
 */
export async function beginJob(tx: Tx, id: string, host: string, worker: string): Promise<JobFacts | null> {
  await holdHost(tx, host);
  const row = await queryRow(
    tx,
    BeginJobRow,
    `SELECT j.status, j.organisation_id AS "organisationId", j.dataset_id AS "datasetId", v.columns,
       o.rows, o.jsonl_sha256 AS "rowsSha256", o.dataset_version_id IS NOT NULL AS written,
       json_build_object('kind', j.kind, 'sha256', j.sha256, 'unpackedSha256', j.unpacked_sha256,
         'manifest', j.inspection -> 'manifest') AS artifact,
       EXISTS (SELECT 1 FROM setting WHERE key = 'queue.paused' AND value = 'true'::jsonb) AS paused
     FROM data_job j JOIN dataset_version v ON v.id = j.dataset_version_id
       LEFT JOIN dataset_download o ON o.dataset_version_id = v.id WHERE j.id = $1 FOR UPDATE OF j`,
    [id],
  );
  if (!row || !['queued', 'executing'].includes(row.status)) return null;
  if (!(await jobStands(tx, id))) {
    await revokeJob(tx, id);
    return null;
  }
  if (row.paused || !row.written || (await toldBeside(tx, host, row.organisationId))) return null;
  if (row.rowsSha256 === null || row.rows === null) {
    await transition(tx, 'data_job', id, 'give_up', {
      set: { inspection: { ok: false, problems: [{ code: 'rows_withheld', place: 'rows', detail: '' }] } },
    });
    return null;
  }
  const set = {
    rows: row.rows,
    rows_digest: digestOf(row.rowsSha256),
    host,
    worker,
    left_at: null,
    progress: { stage: 'preparing' },
  };
  if (row.status === 'queued')
    await transition(tx, 'data_job', id, 'start', { set: { ...set, started_at: new Date() } });
  else
    await execute(
      tx,
      'UPDATE data_job SET host = $2, worker = $3, left_at = NULL, rows = $4, rows_digest = $5 WHERE id = $1',
      [id, host, worker, row.rows, set.rows_digest],
    );
  const { datasetId, organisationId, columns, rowsSha256, rows, artifact } = row;
  return { id, datasetId, organisationId, columns, rowsSha256, rows, artifact };
}
