import type { Tx } from '../database.js';
import { type Deed, transition } from '../transition.js';
import { settleRun } from './reserve.js';

/**
 * What follows from a grant that ends before its day: live runs of its holder on the data are cancelled and no
 * look is charged, whatever had started; data jobs under it end, and what they wrote stays with the data's owner. The data's owner may not touch a vendor's run, so this consequence is
 * the system's: for these statements alone the transaction acts as the lab. Answers the runs cancelled.
 */
export async function cancelRunsUnderGrant(
  tx: Tx,
  grant: { id: string; datasetId: string; organisationId: string },
  by: Deed['by'],
): Promise<string[]> {
  const [before] = await tx.query(
    `SELECT current_setting('app.lab', true) AS lab, set_config('app.lab', 'yes', true)`,
  );
  // Another grant that still stands carries them; a synthetic sample needs none.
  const runs = (await tx.query(
    `SELECT r.id FROM run r JOIN benchmark_version b ON b.id = r.benchmark_version_id
       JOIN dataset_version v ON v.id = b.dataset_version_id
     WHERE v.dataset_id = $1 AND r.vendor_id = $2 AND r.status IN ('queued', 'preparing', 'executing', 'scoring')
       AND NOT (r.split = 'sample' AND b.twin IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.dataset_id = $1 AND g.organisation_id = $2
         AND g.id <> $3 AND g.status = 'active' AND g.expires >= current_date)
     ORDER BY r.id`,
    [grant.datasetId, grant.organisationId, grant.id],
  )) as { id: string }[];
  for (const { id } of runs) {
    await transition(tx, 'run', id, 'cancel', {
      by,
      remark: 'grant_missing',
      set: { progress: null, ended_at: new Date() },
    });
    await settleRun(tx, id, 0, { grantRevoked: true });
  }
  const jobs = (await tx.query(
    `SELECT id FROM data_job WHERE grant_id = $1 AND status IN ('submitted', 'queued', 'executing', 'held') ORDER BY id`,
    [grant.id],
  )) as { id: string }[];
  for (const { id } of jobs)
    await transition(tx, 'data_job', id, 'revoke', {
      by,
      remark: 'grant_missing',
      set: { progress: null, ended_at: new Date() },
    });
  await tx.query(`SELECT set_config('app.lab', $1, true)`, [before.lab ?? '']);
  return runs.map(({ id }) => id);
}
