import { execute, queryRows, word } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type JobName, jobNames } from '../queue/jobs.js';
import type { Queues } from '../queue/queues.js';

const batch = 200;

const RelayOnceRow = z.object({
  id: z.string(),
  event_id: z.string(),
  job: word<JobName>(),
  thing_id: z.string(),
});

/**
 * Hands the outbox to the queue: each delivery becomes a job whose id follows from event and job name, so that
 * handing one over twice (a relay that dies before it could note it) makes no second one. Returns how many.
 */
export async function relayOnce(db: SystemDatabase, queues: Queues): Promise<number> {
  return db.asSystem(async (tx) => {
    // A job this version does not know waits for one that does.
    const rows = await queryRows(
      tx,
      RelayOnceRow,
      `SELECT id, event_id, job, thing_id FROM delivery WHERE sent_at IS NULL AND job = ANY($1)
       ORDER BY created_at LIMIT ${batch} FOR UPDATE SKIP LOCKED`,
      [jobNames],
    );
    if (rows.length === 0) return 0;
    await queues.wake(
      rows.map((row) => ({ job: row.job, id: `${row.event_id}-${row.job}`, thingId: row.thing_id })),
    );
    await execute(tx, 'UPDATE delivery SET sent_at = now() WHERE id = ANY($1)', [rows.map((row) => row.id)]);
    return rows.length;
  });
}

export interface Relay {
  stop(): Promise<void>;
}

/** Listens for new deliveries and looks once per `pollMs` besides, for a LISTEN connection may fall silent. */
export function startRelay(options: {
  db: SystemDatabase;
  queues: Queues;
  listenUrl: string;
  pollMs: number;
  log: Logger;
}): Relay {
  const { db, queues, log } = options;
  let stopped = false;
  let listener: pg.Client | null = null;
  let wakeUp: () => void = () => {};

  const listen = async () => {
    const client = new pg.Client({ connectionString: options.listenUrl, keepAlive: true });
    client.on('notification', () => wakeUp());
    client.on('error', () => {
      if (listener === client) listener = null;
    });
    client.on('end', () => {
      if (listener === client) listener = null;
    });
    await client.connect();
    await client.query('LISTEN lab_delivery');
    listener = client;
  };

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.pollMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopped) {
      try {
        if (!listener) await listen();
        // A full batch says that more may wait.
        while (!stopped && (await relayOnce(db, queues)) === batch);
      } catch (error) {
        log.warn({ err: error }, 'relay');
      }
      if (!stopped) await pause();
    }
  };
  const ended = run();
  return {
    stop: async () => {
      stopped = true;
      wakeUp();
      await ended;
      await listener?.end().catch(() => {});
    },
  };
}
