import { execute } from '../core/rows.js';
import type { Tx } from '../database.js';

/**
 * Deeds on one contract come one after the other. By a lock of its own name: a grantee may not lock the row, which is the
 * data owner's to change.
 */
export async function holdGrant(tx: Tx, id: string): Promise<void> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`grant:${id}`]);
}
