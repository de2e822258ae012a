import { execute, queryRow } from '@scenario-lab/db/core/rows';
import { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';

const mostMs = 3_000;

const WatchJobRow = z.object({
  wanted: z.boolean().nullable(),
});

/** Looks whether a job is still to be done, and says how far it is; its program is ended once it is not. */
export function watchJob(desk: ExecuteDesk, id: string) {
  const control = new AbortController();
  let gone = false;
  const look = async () => {
    const job = await desk.db.asSystem((tx) =>
      queryRow(tx, WatchJobRow, `SELECT status = 'executing' AS wanted FROM data_job WHERE id = $1`, [id]),
    );
    if (job?.wanted === true) return;
    gone = true;
    control.abort();
  };
  const timer = setInterval(
    () => void look().catch((error: unknown) => desk.log.warn({ err: error, job: id }, 'data job')),
    Math.min(desk.pace.heartbeat, mostMs),
  );
  return {
    signal: AbortSignal.any([control.signal, desk.ending]),
    /** Cancelled or revoked: nothing of it is kept. */
    gone: () => gone,
    tell: async (stage: 'executing' | 'scanning'): Promise<void> => {
      await desk.db.asSystem((tx) =>
        execute(tx, `UPDATE data_job SET progress = $2 WHERE id = $1 AND status = 'executing'`, [
          id,
          JSON.stringify({ stage }),
        ]),
      );
    },
    stop: () => clearInterval(timer),
  };
}
