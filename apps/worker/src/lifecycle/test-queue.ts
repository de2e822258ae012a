import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from '@scenario-lab/db/embedded';
import type { TestDatabase } from '@scenario-lab/testing/database';
import { Redis } from 'ioredis';
import { openQueues, type QueueAddress } from '../queue/queues.js';
import { silent } from './lab.js';

export interface TestQueue {
  address: QueueAddress;
  /** Forgets every job, as an operator's slip would. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export type QueueKind = 'postgres' | 'redis';

/** The queue of one test file: a Redis of its own, or the schema of the test database. */
export async function testQueue(kind: QueueKind, database: TestDatabase): Promise<TestQueue> {
  if (kind === 'postgres') {
    return {
      address: { postgresUrl: database.urls.score },
      flush: async () => {
        await database.owner.query('TRUNCATE queue.job CASCADE');
      },
      stop: async () => {},
    };
  }
  const port = await freePort();
  const server = await startRedis(port);
  const address = { redisUrl: `redis://127.0.0.1:${port}` };
  return {
    address,
    flush: async () => {
      const client = new Redis(address.redisUrl);
      await client.flushall();
      client.disconnect();
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function startRedis(port: number): Promise<ChildProcess> {
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`redis-server is needed here (apt-get install redis-server): ${error.message}`)),
    );
    server.once('exit', () => reject(new Error('redis-server ended at once')));
    server.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept')) resolve();
    });
  });
  return server;
}

export const open = (queue: TestQueue) => openQueues(queue.address, silent);
