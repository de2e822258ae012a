import { execute } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';

const plainReceipt = (receipt: string) => receipt.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** The receipt is the key: row-level security shows and changes the one ticket it belongs to (ADR 55). */
export function withReceipt<T>(
  database: Database,
  receipt: string,
  work: (tx: Tx, hash: string) => Promise<T>,
): Promise<T> {
  return withKey(database, hashOf(plainReceipt(receipt)), work);
}

/** The same by the digest itself, of a receipt or of a letter's link. */
export function withKey<T>(
  database: Database,
  hash: string,
  work: (tx: Tx, hash: string) => Promise<T>,
): Promise<T> {
  return database.asNobody(async (tx) => {
    await execute(tx, `SELECT set_config('app.receipt', $1, true)`, [hash]);
    return work(tx, hash);
  });
}
