import { queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Logger } from 'pino';
import { z } from 'zod';

const week = 7 * 86_400_000;

const CollectBlobsRow = z.object({
  mine: z.boolean().nullable(),
});

/**
 * Removes blobs that nothing in the database names and that were last put more than a week ago. A name is any text
 * of 64 hexadecimal digits in any column: a report's statement keeps what it speaks of, and a table that comes later
 * is not forgotten. Putting a blob again makes it young, so none is taken from a transaction that is about to name it.
 * Returns how many went; 0 where another worker is at it.
 */
export async function collectBlobs(db: SystemDatabase, blobs: BlobStore, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - week);
  const old: string[] = [];
  for await (const { sha256 } of blobs.list()) {
    const found = await blobs.stat(sha256);
    if (found && found.at < before) old.push(sha256);
  }
  if (old.length === 0) return 0;
  return db.asSystem(async (tx) => {
    const { mine } = await queryOne(
      tx,
      CollectBlobsRow,
      `SELECT pg_try_advisory_xact_lock(hashtextextended('collect-blobs', 0)) AS mine`,
    );
    if (!mine) return 0;
    const named = await namedDigests(tx);
    let gone = 0;
    for (const sha256 of old) {
      if (named.has(sha256)) continue;
      const still = await blobs.stat(sha256);
      if (!still || still.at >= before) continue;
      await blobs.remove(sha256);
      gone += 1;
    }
    return gone;
  });
}

const NamedDigestsRow = z.object({
  at: z.string(),
  name: z.string(),
});

const NamedDigestsRow2 = z.object({
  digest: z.string(),
});

/** Every digest that stands anywhere in the lab's tables. */
async function namedDigests(tx: Tx): Promise<Set<string>> {
  const columns = await queryRows(
    tx,
    NamedDigestsRow,
    `SELECT c.table_name AS at, c.column_name AS name
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND (c.data_type IN ('text', 'character varying', 'jsonb', 'json') OR c.data_type = 'ARRAY')`,
  );
  const named = new Set<string>();
  for (const { at, name } of columns) {
    const rows = await queryRows(
      tx,
      NamedDigestsRow2,
      `SELECT DISTINCT m[1] AS digest FROM "${at}", regexp_matches("${name}"::text, '[0-9a-f]{64}', 'g') AS m`,
    );
    for (const { digest } of rows) named.add(digest);
  }
  return named;
}

/** Collects every six hours, first a while after the start, when there is more urgent work. */
export function startCollecting(options: { db: SystemDatabase; blobs: BlobStore; log: Logger }): {
  stop(): Promise<void>;
} {
  const { db, blobs, log } = options;
  let turn: Promise<void> | null = null;
  const collect = () => {
    turn ??= collectBlobs(db, blobs)
      .then((gone) => {
        if (gone > 0) log.info({ gone }, 'blobs nothing refers to were removed');
      })
      .catch((error: unknown) => log.error({ err: error }, 'blobs could not be collected'))
      .finally(() => {
        turn = null;
      });
  };
  const first = setTimeout(collect, 10 * 60_000);
  const every = setInterval(collect, 6 * 3_600_000);
  return {
    stop: async () => {
      clearTimeout(first);
      clearInterval(every);
      await turn;
    },
  };
}
