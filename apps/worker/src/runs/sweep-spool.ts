import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { z } from 'zod';

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A run that may still be scored keeps its predictions: a platform fault can be ordered anew. */
const keeping = ['queued', 'preparing', 'executing', 'scoring', 'platform_fault'];

const SweepSpoolRow = z.object({
  id: z.string(),
});

/**
 * Removes predictions of runs that ended without being scored, or whose scorer died before it could, and open rows
 * that a later sealing has replaced. Returns how many.
 */
export async function sweepSpool(db: SystemDatabase, dir: string): Promise<number> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code !== 'ENOENT') throw error;
    return [];
  });
  const ids = names.filter((name) => idPattern.test(name));
  if (ids.length === 0) return 0;
  const rows = await db.asSystem((tx) =>
    queryRows(
      tx,
      SweepSpoolRow,
      `SELECT id FROM run WHERE id = ANY($1::uuid[]) AND status = ANY($2)
       UNION ALL SELECT id FROM benchmark_version WHERE id = ANY($1::uuid[]) AND status = 'sealing'
       UNION ALL SELECT b.id FROM benchmark_version b JOIN dataset_version v ON v.open_rows->>'spool' = b.id::text
         WHERE b.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM dataset_profile p
           WHERE p.dataset_version_id = v.id AND p.table_sha256 = v.open_rows->>'sha256')`,
      [ids, keeping],
    ),
  );
  const kept = new Set(rows.map(({ id }) => id));
  const gone = ids.filter((id) => !kept.has(id));
  for (const id of gone) await rm(join(dir, id), { recursive: true, force: true });
  return gone.length;
}
