import { takeTurn } from '@scenario-lab/db/core/job-turns';
import { execute } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { JobName, QueueName } from './jobs.js';
import { waitingIn } from './waiting-things.js';

/**
 * Does `work` at the thing of this queue whose turn it is (`takeTurn`), whichever job it waits for: a wake-up says that
 * something waits, not what comes next, so a thousand of one organisation's are no line for another's one. The thing is
 * held by a connection of its own: a process that dies gives it back at once. Returns whether there was one.
 */
export async function inTurn(
  db: SystemDatabase,
  queue: QueueName,
  work: (job: JobName, thingId: string) => Promise<void>,
): Promise<boolean> {
  const runner = db.source.createQueryRunner();
  await runner.connect();
  try {
    await runner.startTransaction();
    const turn = await takeTurn(runner.manager, queue, waitingIn(queue));
    await runner.commitTransaction();
    if (!turn) return false;
    await work(turn.job as JobName, turn.thingId);
    return true;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
    await execute(runner, 'SELECT pg_advisory_unlock_all()').catch(() => {});
    await runner.release();
  }
}
