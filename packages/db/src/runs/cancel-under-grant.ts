import { z } from 'zod';
import { execute, queryOne, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { type Deed, transition } from '../transition.js';
import { endRun } from './end-run.js';

/** Why what is under way ends: the contract did, or the method by which it runs was taken out of it. */
export interface Ending {
  cause: 'revoked' | 'expired' | 'narrowed';
  runs: boolean;
  jobs: boolean;
}
export const wholly = (cause: 'revoked' | 'expired'): Ending => ({ cause, runs: true, jobs: true });

const CancelRunsUnderGrantRow = z.object({
  lab: z.string().nullable(),
  set_config: z.string().nullable(),
});

/**
 * What follows from a grant that ends before its day: live runs of its holder on the data are cancelled and no
 * look is charged, whatever had started; data jobs under it end, and what they wrote stays with the data's owner. The data's owner may not touch a vendor's run, so this consequence is
 * the system's: for these statements alone the transaction acts as the lab. Answers the runs cancelled.
 */
export async function cancelRunsUnderGrant(
  tx: Tx,
  grant: Held,
  by: Deed['by'],
  ending: Ending = wholly('revoked'),
): Promise<string[]> {
  const before = await queryOne(
    tx,
    CancelRunsUnderGrantRow,
    `SELECT current_setting('app.lab', true) AS lab, set_config('app.lab', 'yes', true)`,
  );
  const runs = ending.runs ? await runsUnder(tx, grant) : [];
  for (const { id } of runs) {
    await endRun(tx, id, 'cancel', { spent: 0, grantRevoked: true, by, remark: 'grant_missing' });
  }
  const jobs = ending.jobs ? await jobsUnder(tx, grant.id, ending.cause) : [];
  for (const { id } of jobs)
    await transition(tx, 'data_job', id, 'revoke', {
      by,
      remark: 'grant_missing',
      set: { progress: null, ended_at: new Date() },
    });
  for (const [kind, ended] of [
    ['run', runs],
    ['data_job', jobs],
  ] as const)
    for (const { id } of ended)
      await execute(
        tx,
        'INSERT INTO grant_stop (id, grant_id, kind, thing_id, cause) VALUES ($1, $2, $3, $4, $5)',
        [newId(), grant.id, kind, id, ending.cause],
      );
  await execute(tx, `SELECT set_config('app.lab', $1, true)`, [before.lab ?? '']);
  return runs.map(({ id }) => id);
}

type Thing = { id: string }[];
interface Held {
  id: string;
  datasetId: string;
  organisationId: string;
}

const RunsUnderRow = z.object({
  id: z.string(),
});

/** Another grant that still stands carries them; a synthetic sample needs none. */
const runsUnder = (tx: Tx, grant: Held): Promise<Thing> =>
  queryRows(
    tx,
    RunsUnderRow,
    `SELECT r.id FROM run r JOIN benchmark_version b ON b.id = r.benchmark_version_id
       JOIN dataset_version v ON v.id = b.dataset_version_id
     WHERE v.dataset_id = $1 AND r.vendor_id = $2 AND r.status IN ('queued', 'preparing', 'executing', 'scoring')
       AND NOT (r.split = 'sample' AND b.twin IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.dataset_id = $1 AND g.organisation_id = $2
         AND g.id <> $3 AND g.status = 'active' AND g.expires >= current_date AND 'compute' = ANY(g.methods))
     ORDER BY r.id`,
    [grant.datasetId, grant.organisationId, grant.id],
  );

/** What was written before a contract lapsed is its owner's to decide on; one that is revoked takes that along. */
const jobsUnder = (tx: Tx, grantId: string, cause: Ending['cause']): Promise<Thing> =>
  queryRows(
    tx,
    RunsUnderRow,
    `SELECT id FROM data_job WHERE grant_id = $1 AND status = ANY($2) ORDER BY id`,
    [grantId, ['submitted', 'queued', 'executing', ...(cause === 'expired' ? [] : ['held'])]],
  );
