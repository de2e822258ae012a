import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Tx } from '../database.js';
import { queryRow } from './rows.js';

type Versioned =
  | 'solution'
  | 'algorithm'
  | 'dataset'
  | 'scenario'
  | 'benchmark'
  | 'lab_case'
  | 'edition'
  | 'open_call'
  | 'pilot'
  | 'camp';

/** The instant of a save: a millisecond is the finest a reader is told, and no two saves share one. */
export const savedAtSql = `greatest(date_trunc('milliseconds', clock_timestamp()),
  date_trunc('milliseconds', updated_at) + interval '1 millisecond')`;

const InsistUnchangedRow = z.object({
  unchanged: z.boolean().nullable(),
});

/**
 * Locks the row and holds the writer to what it had read: `seen` is the `updatedAt` it was shown, null where it did
 * not say. Errors: `Refusal('changed_meanwhile')`.
 */
export async function insistUnchanged(
  tx: Tx,
  table: Versioned,
  id: string,
  seen: string | null,
): Promise<void> {
  const row = await queryRow(
    tx,
    InsistUnchangedRow,
    `SELECT $2::timestamptz IS NULL OR date_trunc('milliseconds', updated_at) = $2::timestamptz AS unchanged
     FROM ${table} WHERE id = $1 FOR UPDATE`,
    [id, seen],
  );
  if (row && !row.unchanged) throw new Refusal('changed_meanwhile', { thing: table, id });
}
