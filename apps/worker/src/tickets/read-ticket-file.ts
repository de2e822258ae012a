import { execute, queryRow } from '@scenario-lab/db/core/rows';
import { z } from 'zod';
import { openMedium } from '../blobs/open-medium.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

/** Files of reporters that were not opened yet; they are nobody's line. */
export const unreadTicketFiles = `SELECT id, created_at AS since, NULL::uuid AS organisation FROM ticket_file WHERE read_at IS NULL`;

const ReadTicketFileRow = z.object({
  source_sha256: z.string().nullable(),
});

/** Opens what a reporter handed in and keeps it as it is shown: a picture drawn anew, a paper looked through; the file goes. */
export async function readTicketFile(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `read-ticket-file:${thingId}`, () =>
    tryJob(desk, 'read-ticket-file', thingId, async () => {
      const unread = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          ReadTicketFileRow,
          'SELECT source_sha256 FROM ticket_file WHERE id = $1 AND read_at IS NULL',
          [thingId],
        ),
      );
      if (unread?.source_sha256) await open(desk, thingId, unread.source_sha256);
    }),
  );
}

async function open(desk: ExecuteDesk, id: string, sha256: string): Promise<void> {
  const opened = await openMedium(desk, id, sha256);
  // A film is read by the same tool and is not taken here.
  const found =
    opened.ok && opened.kind === 'video'
      ? { ok: false as const, code: 'kind_not_taken', detail: '' }
      : opened;
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
        found.pages,
      ]
    : [JSON.stringify({ code: found.code, detail: found.detail }), ...Array<null>(8).fill(null)];
  await desk.db.asSystem((tx) =>
    execute(
      tx,
      `UPDATE ticket_file SET read_at = now(), source_sha256 = NULL, problem = $2, kind = $3, mime = $4, sha256 = $5,
         small_sha256 = $6, bytes = $7, width = $8, height = $9, pages = $10 WHERE id = $1 AND read_at IS NULL`,
      [id, ...values],
    ),
  );
}
