import { queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { z } from 'zod';
import { type JobName, jobNames, queueNames, queueOfJob } from '../queue/jobs.js';
import type { Queues } from '../queue/queues.js';
import { waitingFor } from '../queue/waiting-things.js';

const most = 200;

const WakeWaitingRow = z.object({
  id: z.string(),
});

/**
 * Wakes what waits without a job. A queue that holds at least as many jobs as things wait is left alone: they
 * will be reached. A wake-up more does no harm, for whoever hears it finds nothing to claim.
 */
export async function wakeWaiting(db: SystemDatabase, queues: Queues, staleMs: number): Promise<number> {
  let woken = 0;
  for (const queue of queueNames) {
    const jobs = jobNames.filter((job) => queueOfJob[job] === queue);
    const found: { job: JobName; id: string }[] = [];
    for (const job of jobs) {
      const rows = await db.asSystem((tx) =>
        queryRows(
          tx,
          WakeWaitingRow,
          `SELECT id FROM (${waitingFor(job)}) w WHERE since < now() - make_interval(secs => $1)
           ORDER BY since LIMIT ${most}`,
          [staleMs / 1_000],
        ),
      );
      found.push(...rows.map(({ id }) => ({ job, id })));
    }
    if (found.length === 0 || (await queues.waiting(queue)) >= found.length) continue;
    await queues.wake(found.map(({ job, id }) => ({ job, id: `wake-${job}-${id}`, thingId: id })));
    woken += found.length;
  }
  return woken;
}
