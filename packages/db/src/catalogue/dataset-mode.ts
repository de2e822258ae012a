import { z } from 'zod';
import { execute, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

const HoldModeRow = z.object({
  access_mode: z.string(),
});

/**
 * Until the transaction ends nobody else decides what a dataset's access mode means for its versions: a card that
 * is opened to everybody and a file found to hold personal data cannot pass each other by. Answers the mode.
 */
export async function holdMode(tx: Tx, datasetId: string): Promise<string | null> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`dataset-mode:${datasetId}`]);
  const row = await queryRow(tx, HoldModeRow, 'SELECT access_mode FROM dataset WHERE id = $1', [datasetId]);
  return row?.access_mode ?? null;
}
