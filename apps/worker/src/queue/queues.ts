import {
  assertSchemaCompatibility,
  createPostgresBackend,
  type JobsOptions,
  type JobType,
  type PostgresConnectionOptions,
  Queue,
  Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from 'pino';
import { type JobName, type QueueName, queueNames, queueOfJob, type WakeUp } from './jobs.js';

export const queueSchema = 'queue';

/** Redis where there is one, else the lab's own Postgres. */
export type QueueAddress = { redisUrl: string } | { postgresUrl: string };

export interface Wake extends WakeUp {
  job: JobName;
  /** Equal ids that wait at the same time are one job. No colon: BullMQ reserves it. */
  id: string;
}

export interface Taker {
  /** No new job is begun; resolves once those at work have ended. */
  close(): Promise<void>;
}

export interface Queues {
  wake(wakes: readonly Wake[]): Promise<void>;
  /** Jobs that nobody has begun. */
  waiting(queue: QueueName): Promise<number>;
  take(queue: QueueName, concurrency: number, work: (job: JobName, wake: WakeUp) => Promise<void>): Taker;
  close(): Promise<void>;
}

// One retry authority: the run's own attempts. A job that ended in whatever way leaves its id free.
const once = { attempts: 1, removeOnComplete: true, removeOnFail: true };
const prefix = 'scenario-lab';

/** The one place that knows BullMQ. Errors: a queue schema that has not been migrated, a server out of reach. */
export async function openQueues(address: QueueAddress, log: Logger): Promise<Queues> {
  if ('postgresUrl' in address) await assertMigrated(address.postgresUrl);
  const open = 'redisUrl' in address ? overRedis(address.redisUrl) : overPostgres(address.postgresUrl);
  const producers = new Map(queueNames.map((name) => [name, open.queue(name)]));
  for (const [name, queue] of producers) {
    queue.on('error', (error) => log.warn({ err: error, queue: name }, 'queue'));
  }
  // One that fails now fails for good; the process is then better begun anew.
  if ('postgresUrl' in address)
    await Promise.all([...producers.values()].map((queue) => queue.waitUntilReady()));
  const queueFor = (name: QueueName) => producers.get(name) as Producer;
  return {
    wake: async (wakes) => {
      for (const name of queueNames) {
        const mine = wakes.filter(({ job }) => queueOfJob[job] === name);
        if (mine.length === 0) continue;
        await queueFor(name).addBulk(
          mine.map(({ job, id, thingId }) => ({
            name: job,
            data: { thingId },
            opts: { ...once, jobId: id },
          })),
        );
      }
    },
    waiting: async (name) => {
      const counts = await queueFor(name).getJobCounts('waiting', 'prioritized', 'delayed');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    take: (name, concurrency, work) => {
      const begin = () => {
        const worker = open.worker(name, concurrency, async (job) => {
          // What goes wrong is the handler's to settle; the queue is told nothing but that the wake-up was heard.
          await work(job.name as JobName, job.data).catch((error: unknown) =>
            log.error({ err: error, job: job.name, ...job.data }, 'job failed'),
          );
        });
        worker.on('error', (error) => log.warn({ err: error, queue: name }, 'queue'));
        return worker;
      };
      return takeWhenReady(begin);
    },
    close: async () => {
      await Promise.all([...producers.values()].map((queue) => queue.close()));
      open.close();
    },
  };
}

const againMs = 1_000;

/**
 * A consumer whose server did not answer while it was being set up stays deaf for good, and closing it waits
 * for ever: it is let go, and another is begun.
 */
export function takeWhenReady(begin: () => Consumer): Taker {
  let closing = false;
  let again: NodeJS.Timeout | undefined;
  let ready: Consumer | null = null;
  const attempt = (): Promise<void> => {
    const consumer = begin();
    return consumer.waitUntilReady().then(
      () => {
        ready = consumer;
      },
      () => {
        void consumer.close(true).catch(() => {});
        if (!closing) again = setTimeout(next, againMs);
      },
    );
  };
  let settling = attempt();
  const next = () => {
    settling = attempt();
  };
  return {
    close: async () => {
      closing = true;
      clearTimeout(again);
      await settling;
      await ready?.close();
    },
  };
}

/** What is used of a BullMQ queue and worker, whatever carries them. */
interface Producer {
  on(event: 'error', listener: (error: Error) => void): unknown;
  addBulk(jobs: { name: string; data: WakeUp; opts: JobsOptions }[]): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  getJobCounts(...states: JobType[]): Promise<Record<string, number>>;
  close(): Promise<void>;
}
export interface Consumer {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}
interface Backend {
  queue(name: QueueName): Producer;
  worker(
    name: QueueName,
    concurrency: number,
    work: (job: { name: string; data: WakeUp }) => Promise<void>,
  ): Consumer;
  close(): void;
}

const pace = { drainDelay: 1, runRetryDelay: 1_000, stalledInterval: 10_000, maxStalledCount: 3 };

function overRedis(url: string): Backend {
  // A producer must fail fast, so that the relay tries again; a taker waits for its server as long as it takes.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false });
  const takers: Redis[] = [];
  producer.on('error', () => {});
  return {
    queue: (name) => new Queue(name, { connection: producer, prefix }),
    worker: (name, concurrency, work) => {
      const connection = new Redis(url, { maxRetriesPerRequest: null });
      connection.on('error', () => {});
      takers.push(connection);
      return new Worker(name, work, { connection, prefix, concurrency, ...pace });
    },
    close: () => {
      for (const redis of [producer, ...takers]) redis.disconnect();
    },
  };
}

function overPostgres(url: string): Backend {
  const connection: PostgresConnectionOptions = { connectionString: url, schema: queueSchema, max: 2 };
  return {
    queue: (name) => new Queue(name, { connection }, createPostgresBackend),
    worker: (name, concurrency, work) =>
      new Worker(name, work, { connection, concurrency, ...pace }, createPostgresBackend),
    close: () => {},
  };
}

async function assertMigrated(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await assertSchemaCompatibility(client, queueSchema);
  } finally {
    await client.end();
  }
}
