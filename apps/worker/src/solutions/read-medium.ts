import { execute, queryRow } from '@scenario-lab/db/core/rows';
import { z } from 'zod';
import { openMedium } from '../blobs/open-medium.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

/** Media that came and were not opened yet. */
export const unreadMedia = `SELECT id, created_at AS since, organisation_id AS organisation FROM solution_medium
  WHERE read_at IS NULL`;

const ReadMediumRow = z.object({
  source_sha256: z.string().nullable(),
});

/** Opens a card's picture, paper or film in the sandbox and keeps what of it is shown; the file that came is let go of. */
export async function readMedium(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `read-medium:${thingId}`, () =>
    tryJob(desk, 'read-medium', thingId, async () => {
      const unread = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          ReadMediumRow,
          `SELECT m.source_sha256 FROM solution_medium m WHERE m.id IN (SELECT id FROM (${unreadMedia}) u) AND m.id = $1`,
          [thingId],
        ),
      );
      if (unread?.source_sha256) await open(desk, thingId, unread.source_sha256);
    }),
  );
}

async function open(desk: ExecuteDesk, id: string, sha256: string): Promise<void> {
  const found = await openMedium(desk, id, sha256);
  const values = found.ok
    ? [
        null,
        found.kind,
        found.mime,
        found.full.sha256,
        found.small?.sha256 ?? null,
        found.full.bytes,
        found.width,
        found.height,
        found.seconds,
        found.pages,
      ]
    : [JSON.stringify({ code: found.code, detail: found.detail }), ...Array<null>(9).fill(null)];
  await desk.db.asSystem((tx) =>
    execute(
      tx,
      `UPDATE solution_medium SET read_at = now(), source_sha256 = NULL, problem = $2, kind = $3, mime = $4, sha256 = $5,
         small_sha256 = $6, bytes = $7, width = $8, height = $9, seconds = $10, pages = $11
       WHERE id = $1 AND read_at IS NULL`,
      [id, ...values],
    ),
  );
}
