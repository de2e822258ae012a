import type { Desk } from '../desk.js';
import { inTurn } from './in-turn.js';
import { bindHandlers, type Handler, isTakenInTurn, type JobName, type QueueName } from './jobs.js';
import type { Queues, Taker } from './queues.js';

/** Begins to take a worker's jobs. Errors: as `bindHandlers`, before the first is taken. */
export function takeJobs<D extends Desk>(
  desk: D,
  queues: Queues,
  plan: { queue: QueueName; concurrency: number; handlers: readonly Handler<D>[] }[],
): Taker[] {
  const bound = bindHandlers(
    plan.map(({ queue }) => queue),
    plan.flatMap(({ handlers }) => handlers),
  );
  const perform = async (job: JobName, thingId: string) => {
    const handler = bound.get(job);
    // A newer version's job: left to whoever knows it; the reconciler wakes it again.
    if (!handler) throw new Error(`no handler for ${job}`);
    await handler(desk, { thingId });
  };
  return plan.map(({ queue, concurrency }) =>
    queues.take(queue, concurrency, async (job, { thingId }) => {
      if (isTakenInTurn(queue)) await inTurn(desk.db, queue, perform);
      else await perform(job, thingId);
    }),
  );
}
