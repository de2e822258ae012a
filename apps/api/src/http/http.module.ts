import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import type { Database } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Logger } from 'pino';
import type { Env } from '../env.js';
import { AccessGuard } from './access.guard.js';
import { HealthController } from './health.controller.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdentityService } from './identity.service.js';
import { ProblemFilter } from './problem.filter.js';
import { ReplyInterceptor } from './reply.interceptor.js';
import { SecurityLog } from './security-log.js';
import { Throttle } from './throttle.js';
import { BLOBS, DATABASE, ENV, LOG } from './tokens.js';

export interface Surroundings {
  env: Env;
  database: Database;
  blobs: BlobStore;
  log: Logger;
}

/** What every feature stands on: database, blobs, environment, log, and the guard, filter and interceptor. */
@Global()
@Module({})
export class HttpModule {
  static with({ env, database, blobs, log }: Surroundings): DynamicModule {
    return {
      module: HttpModule,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        { provide: ENV, useValue: env },
        { provide: DATABASE, useValue: database },
        { provide: BLOBS, useValue: blobs },
        { provide: LOG, useValue: log },
        IdentityService,
        Throttle,
        SecurityLog,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        // The first is the outermost: what is kept is what was sent.
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
      ],
      exports: [ENV, DATABASE, BLOBS, LOG, IdentityService, SecurityLog, Throttle],
    };
  }
}
