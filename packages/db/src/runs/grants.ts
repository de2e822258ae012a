import type { Tx } from '../database.js';

/**
 * Whether an organisation may still compute on a dataset: the rule of `reserveGrant` asked again, without its
 * lock, by the roles that may not lock grants.
 */
export async function grantStands(tx: Tx, datasetId: string, organisationId: string): Promise<boolean> {
  const [row] = await tx.query(
    `SELECT d.access_mode = 'open' OR d.owner_id = $2 OR EXISTS (
       SELECT 1 FROM access_grant g WHERE g.dataset_id = d.id AND g.organisation_id = $2
         AND g.status = 'active' AND g.expires >= current_date) AS stands
     FROM dataset d WHERE d.id = $1`,
    [datasetId, organisationId],
  );
  return row?.stands === true;
}
