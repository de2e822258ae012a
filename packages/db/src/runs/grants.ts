import { z } from 'zod';
import { queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

const GrantStandsRow = z.object({
  stands: z.boolean().nullable(),
});

/**
 * Whether an organisation may still compute on a dataset: the rule of `reserveGrant` asked again, without its
 * lock, by the roles that may not lock grants. While a transfer test is under way that the data's own owner asked
 * for, the vendor tested needs none.
 */
export async function grantStands(tx: Tx, datasetId: string, organisationId: string): Promise<boolean> {
  const row = await queryRow(
    tx,
    GrantStandsRow,
    `SELECT d.access_mode = 'open' OR d.owner_id = $2 OR EXISTS (
       SELECT 1 FROM access_grant g WHERE g.dataset_id = d.id AND g.organisation_id = $2
         AND g.status = 'active' AND g.expires >= current_date AND 'compute' = ANY(g.methods)) OR EXISTS (
       SELECT 1 FROM replication p JOIN run r ON r.replication_id = p.id
         JOIN benchmark_version b ON b.id = r.benchmark_version_id
         JOIN dataset_version v ON v.id = b.dataset_version_id
       WHERE p.adopter_id = d.owner_id AND p.status = 'transfer_testing' AND r.vendor_id = $2
         AND v.dataset_id = d.id AND r.status IN ('preparing', 'executing', 'scoring')) AS stands
     FROM dataset d WHERE d.id = $1`,
    [datasetId, organisationId],
  );
  return row?.stands === true;
}

/** A run that computes on no row of the data: its sample is a synthetic twin. It needs nobody's grant. */
export const needsNoGrant = (run: { split: string; twin: boolean }): boolean =>
  run.twin && run.split === 'sample';

/** Whether a run may go on: it needs no grant, or its vendor's grant stands. */
export async function runStands(
  tx: Tx,
  run: { split: string; twin: boolean; datasetId: string; vendorId: string },
): Promise<boolean> {
  return needsNoGrant(run) || (await grantStands(tx, run.datasetId, run.vendorId));
}

const ComputeGrantOfRow = z.object({
  id: z.string(),
});

/** Under which contract an organisation computes on the data; null where it needs none. */
export async function computeGrantOf(
  tx: Tx,
  datasetId: string,
  organisationId: string,
): Promise<string | null> {
  const grant = await queryRow(
    tx,
    ComputeGrantOfRow,
    `SELECT id FROM access_grant WHERE dataset_id = $1 AND organisation_id = $2 AND status = 'active'
       AND expires >= current_date AND 'compute' = ANY(methods) ORDER BY expires DESC LIMIT 1`,
    [datasetId, organisationId],
  );
  return grant?.id ?? null;
}
