import type { Tx } from '../database.js';

/**
 * Until the transaction ends nobody else decides what a dataset's access mode means for its versions: a card that
 * is opened to everybody and a file found to hold personal data cannot pass each other by. Answers the mode.
 */
export async function holdMode(tx: Tx, datasetId: string): Promise<string | null> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`dataset-mode:${datasetId}`]);
  const [row] = await tx.query('SELECT access_mode FROM dataset WHERE id = $1', [datasetId]);
  return row?.access_mode ?? null;
}
