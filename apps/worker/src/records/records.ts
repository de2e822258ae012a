import { queryOne } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { keepRecords } from '@scenario-lab/db/records/keep-records';
import { z } from 'zod';

/** Terms pass without anything happening. */
const anywayMs = 600_000;
/** However much happens, records are not made more often. */
const atMostMs = 60_000;

const RecordKeeperRow = z.object({
  seq: z.string(),
});

/** Records made anew after something happened, at most once a minute; what was last seen is this process' own to know. */
export function recordKeeper(db: SystemDatabase, now: () => number = Date.now): () => Promise<void> {
  let seen: string | null = null;
  let at = 0;
  return async () => {
    if (seen !== null && now() - at < atMostMs) return;
    const row = await db.asSystem((tx) =>
      queryOne(tx, RecordKeeperRow, 'SELECT coalesce(max(seq), 0)::text AS seq FROM event'),
    );
    if (row.seq === seen && now() - at < anywayMs) return;
    await db.asSystem(keepRecords);
    seen = row.seq;
    at = now();
  };
}
