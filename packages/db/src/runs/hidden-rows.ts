import { z } from 'zod';
import { execute, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Digests of a hidden split's rows, of which either kind knows a row again; see `RowMarks` of the evaluation. */
export interface HiddenRows {
  hiddenDigest: string;
  datasetId: string;
  content: readonly string[];
  place: readonly string[];
}

const KeepHiddenRowsRow = z.object({
  id: z.number(),
});

/**
 * Keeps which rows a split hides and how much of them other splits hide too, in both directions: what looks follow.
 * Does nothing where the same split was sealed before. A version of the same data whose rows nobody knows is taken to
 * hide the same.
 */
export async function keepHiddenRows(tx: Tx, split: HiddenRows): Promise<void> {
  const { hiddenDigest, datasetId, content, place } = split;
  // Two at once would each miss the other.
  await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('hidden-rows', 0))`);
  const made = await queryRow(
    tx,
    KeepHiddenRowsRow,
    `INSERT INTO hidden_split (hidden_digest, rows) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id`,
    [hiddenDigest, content.length],
  );
  if (!made) return;
  const kinds = [content, place].filter((digests) => digests.length > 0);
  for (const digests of kinds) {
    await execute(
      tx,
      `WITH shared AS (SELECT split_id, count(*)::float8 AS n FROM hidden_row WHERE digest = ANY($2::bigint[]) GROUP BY split_id),
         pair AS (
           SELECT s.hidden_digest AS other, n / $3 AS of_this, least(1, n / s.rows) AS of_that
           FROM shared JOIN hidden_split s ON s.id = shared.split_id)
       INSERT INTO hidden_kin (hidden_digest, other_digest, share)
         SELECT $1, other, of_this FROM pair UNION ALL SELECT other, $1, of_that FROM pair
       ON CONFLICT (hidden_digest, other_digest) DO UPDATE SET share = greatest(hidden_kin.share, EXCLUDED.share)`,
      [hiddenDigest, digests, digests.length],
    );
  }
  for (const digests of kinds) {
    await execute(
      tx,
      'INSERT INTO hidden_row (digest, split_id) SELECT unnest($1::bigint[]), $2 ON CONFLICT DO NOTHING',
      [digests, made.id],
    );
  }
  await execute(
    tx,
    `WITH unknown AS (
       SELECT DISTINCT b.hidden_digest AS other FROM benchmark_version b JOIN dataset_version v ON v.id = b.dataset_version_id
       WHERE v.dataset_id = $2 AND b.hidden_digest <> $1
         AND NOT EXISTS (SELECT 1 FROM hidden_split s WHERE s.hidden_digest = b.hidden_digest))
     INSERT INTO hidden_kin (hidden_digest, other_digest, share)
       SELECT $1, other, 1 FROM unknown UNION ALL SELECT other, $1, 1 FROM unknown
     ON CONFLICT DO NOTHING`,
    [hiddenDigest, datasetId],
  );
}
