import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { openSystemDatabase } from '@scenario-lab/db/database';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import type { Logger } from 'pino';
import { blobConfig, type WorkerEnv } from './env.js';
import { HealthService } from './health/health.service.js';
import { openQueues } from './queue/queues.js';
import { ExecuteRole } from './roles/execute-role.js';
import { JobsRole } from './roles/jobs-role.js';
import { ScoreRole } from './roles/score-role.js';
import { BLOBS, DATABASE, ENDING, ENV, LOG, QUEUES } from './tokens.js';

const roleServices = { execute: ExecuteRole, score: ScoreRole, jobs: JobsRole };

/** One worker process: what its roles share, and a service for each of them. */
@Module({})
export class WorkerModule {
  static of(env: WorkerEnv, log: Logger): DynamicModule {
    // Each run at work needs a connection for its heartbeat and its commit; what is sealed, compared and read holds up to two.
    const poolSize = 8 + 2 * env.SLOTS;
    const shared: Provider[] = [
      { provide: ENV, useValue: env },
      { provide: LOG, useValue: log },
      { provide: ENDING, useValue: new AbortController() },
      {
        provide: DATABASE,
        useFactory: () =>
          openSystemDatabase(env.DATABASE_URL, env.WORKER_ROLES.join('-'), poolSize, env.LAB_TIME_ZONE),
      },
      {
        provide: QUEUES,
        useFactory: () =>
          openQueues(
            env.REDIS_URL
              ? { redisUrl: env.REDIS_URL }
              : { postgresUrl: env.QUEUE_DATABASE_URL ?? env.DATABASE_URL },
            log,
          ),
      },
      { provide: BLOBS, useFactory: () => openBlobStore(blobConfig(env)) },
    ];
    return {
      module: WorkerModule,
      providers: [...shared, HealthService, ...env.WORKER_ROLES.map((role) => roleServices[role])],
    };
  }
}
