import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';

/** One hand-in, withdrawal or change of a consortium of a vendor for a call at a time; `leave_consortium` takes the same. */
export const lockBids = (tx: Tx, callId: string, organisationId: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bid ${callId} ${organisationId}`]);

/** The actor's own; row-level security asks for the deadline. */
export const withdrawStanding = (tx: Tx, callId: string, organisationId: string) =>
  execute(
    tx,
    `UPDATE bid SET withdrawn_at = clock_timestamp() WHERE call_id = $1 AND vendor_id = $2
     AND replaced_at IS NULL AND withdrawn_at IS NULL`,
    [callId, organisationId],
  );
