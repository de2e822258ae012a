import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { execute } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { Logger } from 'pino';
import type { WorkerEnv } from '../env.js';
import { pace } from '../pace.js';
import type { Queues } from '../queue/queues.js';
import { DATABASE, ENV, LOG, QUEUES } from '../tokens.js';
import { WorkerMetrics } from './metrics.js';
import { keepPresence, type Presence } from './presence.js';

/** /live, /ready and /metrics on the loopback address, where a port is configured; the row of a worker without a sandbox. */
@Injectable()
export class HealthService implements OnApplicationBootstrap, OnApplicationShutdown {
  #server: Server | null = null;
  #presence: Presence | null = null;

  constructor(
    @Inject(ENV) private readonly env: WorkerEnv,
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE) private readonly db: SystemDatabase,
    @Inject(QUEUES) private readonly queues: Queues,
  ) {}

  /** Port listened on; null where none is configured. */
  get port(): number | null {
    return (this.#server?.address() as AddressInfo | null)?.port ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { env, db } = this;
    if (!env.WORKER_ROLES.includes('execute')) {
      this.#presence = keepPresence({
        db,
        workerId: env.workerId,
        roles: env.WORKER_ROLES,
        sandbox: null,
        slots: 0,
        busy: { count: 0 },
        everyMs: pace.presence,
        log: this.log,
      });
    }
    if (env.HEALTH_PORT !== undefined) await this.#listen(env.HEALTH_PORT);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#presence?.stop();
    await new Promise<void>((resolve) => {
      if (this.#server) this.#server.close(() => resolve());
      else resolve();
    });
  }

  async #listen(port: number): Promise<void> {
    const metrics = new WorkerMetrics(this.db, this.queues);
    const server = createServer((request, response) => {
      const answer = async (): Promise<[number, string, string]> => {
        if (request.url === '/live') return [200, 'text/plain', 'ok\n'];
        if (request.url === '/ready') return this.#ready();
        if (request.url === '/metrics') return [200, metrics.contentType, await metrics.text()];
        return [404, 'text/plain', 'not found\n'];
      };
      void answer()
        .catch((error: unknown): [number, string, string] => [503, 'text/plain', `${String(error)}\n`])
        .then(([status, type, text]) => response.writeHead(status, { 'content-type': type }).end(text))
        .catch((error: unknown) => this.log.warn({ err: error }, 'health'));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.log.info({ port: this.port }, 'health');
  }

  async #ready(): Promise<[number, string, string]> {
    await execute(this.db.source, 'SELECT 1');
    const waiting = await this.queues.waiting('execute');
    return [200, 'application/json', JSON.stringify({ ready: true, waiting })];
  }
}
