import { z } from 'zod';
import { execute, queryOne } from '../core/rows.js';
import type { Tx } from '../database.js';

const UploadRoomRow = z.object({
  begun: z.number(),
  fetching: z.number(),
  bytes: z.number(),
});

/**
 * Uploads an organisation has begun, and the bytes it has taken up: what it sent, what its bundles are unpacked, and what is
 * held for files being fetched. One organisation's beginnings stand in line, so that many at once cannot all find the
 * same room.
 */
export async function uploadRoom(
  tx: Tx,
  organisationId: string,
): Promise<{ begun: number; fetching: number; bytes: number }> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`upload:${organisationId}`]);
  const room = await queryOne(
    tx,
    UploadRoomRow,
    `SELECT (SELECT count(*)::int FROM upload WHERE organisation_id = $1 AND sha256 IS NULL) AS begun, f.fetching,
       ((SELECT coalesce(sum(bytes), 0) FROM upload WHERE organisation_id = $1) +
        (SELECT coalesce(sum(u.bytes), 0) FROM (SELECT DISTINCT v.unpacked_sha256, v.unpacked_bytes AS bytes
           FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id WHERE a.owner_id = $1) u) + f.held)::float8 AS bytes
     FROM (SELECT count(*)::int AS fetching, coalesce(sum(most), 0) AS held FROM dataset_fetch
       WHERE organisation_id = $1 AND ended_at IS NULL) f`,
    [organisationId],
  );
  return room;
}
