import { execute } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';

/** A line of the security log in the transaction of what it tells, so that neither is there without the other. */
export async function noteAlone(tx: Tx, personId: string, route: string): Promise<void> {
  await execute(
    tx,
    `INSERT INTO security_entry (id, kind, person_id, address, agent, route) VALUES ($1, 'done_alone', $2, '', '', $3)`,
    [newId(), personId, route],
  );
}
