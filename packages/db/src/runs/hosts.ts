import { dataJobLimits } from '@scenario-lab/domain/data-jobs/data-job-limits';
import { z } from 'zod';
import { execute, queryOne } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Organisations under one control count as one. `$1` of a query is the host. */
const group = (organisation: string) => `coalesce(${organisation}.control_group_id, ${organisation}.id)`;

/**
 * Programs that may be at work on the host, by group, and whether their vendor reads what they write (`told`). A cancel
 * or an expired lease takes a run from its worker before its program has ended: the program counts until the worker
 * says that it is gone, or, should nobody say so, until the longest it may have gone on after that.
 */
const here = `SELECT ${group('o')} AS grp, x.split = 'sample' AS told FROM attempt a
    JOIN run x ON x.id = a.run_id JOIN organisation o ON o.id = x.vendor_id
    JOIN benchmark_version b ON b.id = x.benchmark_version_id
  WHERE a.host = $1 AND a.left_at IS NULL AND (a.ended_at IS NULL OR a.ended_at + interval '1 minute'
    + make_interval(secs => (b.plan -> 'limits' ->> 'wallSeconds')::double precision) > now())
  UNION ALL SELECT ${group('o')}, false FROM data_job j JOIN organisation o ON o.id = j.organisation_id
  WHERE j.host = $1 AND j.left_at IS NULL AND (j.ended_at IS NULL
    OR j.ended_at + make_interval(secs => ${dataJobLimits.wallSeconds + 60}) > now())`;

/**
 * The queued runs that may start on the host `$1`, in the order of claims. Two programs at the same time can talk by
 * what they do to the machine, so no run on an unpublished split shares a moment there with a sample run of the same
 * control group, whose log its vendor reads. While one kind is at work and one of the other waits, no run goes before
 * the one whose turn it is: what runs ends, nothing follows it, and the other kind starts.
 */
export const startable = `WITH here AS (${here}), waiting AS (
    SELECT r.id, ${group('o')} AS grp, r.split = 'sample' AS told,
      row_number() OVER (ORDER BY t.last_started_at NULLS FIRST, r.submitted_at, r.id) AS place
    FROM run r JOIN organisation o ON o.id = r.vendor_id LEFT JOIN vendor_turn t ON t.vendor_id = r.vendor_id
    WHERE r.status = 'queued'),
  first AS (SELECT grp, told, min(place) AS place FROM waiting GROUP BY grp, told)
  SELECT w.id, w.place FROM waiting w
  WHERE NOT EXISTS (SELECT 1 FROM here h WHERE h.grp = w.grp AND (h.told <> w.told OR EXISTS (
    SELECT 1 FROM first q WHERE q.grp = w.grp AND q.told <> h.told AND q.place < w.place)))`;

const ToldBesideRow = z.object({
  beside: z.boolean(),
});

/**
 * Whether a program whose log is read by its vendor is at work on the host for the organisation's group: what a data job
 * reads may be told to it by what both do to the machine, so the job waits.
 */
export async function toldBeside(tx: Tx, host: string, organisationId: string): Promise<boolean> {
  const row = await queryOne(
    tx,
    ToldBesideRow,
    `SELECT EXISTS (SELECT 1 FROM (${here}) h JOIN organisation p ON p.id = $2 WHERE h.told AND h.grp = ${group('p')}) AS beside`,
    [host, organisationId],
  );
  return row.beside;
}

/** One claim on a host at a time: two at once would each miss what the other takes. */
export const holdHost = (tx: Tx, host: string): Promise<unknown> =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`claim:${host}`]);

/** The attempt's program is gone from its host; a run of its group that could not start beside it is woken. */
export async function leaveHost(tx: Tx, claim: { runId: string; attempt: number }): Promise<void> {
  const key = [claim.runId, claim.attempt];
  await execute(tx, 'UPDATE attempt SET left_at = now() WHERE run_id = $1 AND number = $2', key);
  await execute(
    tx,
    `INSERT INTO delivery (id, event_id, job, thing_id)
     SELECT gen_random_uuid(), (SELECT id FROM event e WHERE e.thing_id = r.id ORDER BY seq DESC LIMIT 1), 'execute-run', q.id
     FROM run r JOIN organisation o ON o.id = r.vendor_id JOIN organisation p ON ${group('p')} = ${group('o')}
       JOIN run q ON q.vendor_id = p.id AND q.status = 'queued' AND (q.split = 'sample') <> (r.split = 'sample')
     WHERE r.id = $1 ORDER BY q.submitted_at LIMIT 1 ON CONFLICT DO NOTHING`,
    [claim.runId],
  );
}

/** A worker that has just begun has nothing at work: what it left when it died, its launcher has ended. */
export async function leftBehind(tx: Tx, host: string, worker: string): Promise<void> {
  await execute(
    tx,
    'UPDATE attempt SET left_at = now() WHERE host = $1 AND worker = $2 AND left_at IS NULL',
    [host, worker],
  );
  await execute(
    tx,
    'UPDATE data_job SET left_at = now() WHERE host = $1 AND worker = $2 AND left_at IS NULL',
    [host, worker],
  );
}
