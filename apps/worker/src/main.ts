import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { errorWords } from '@scenario-lab/db/core/error-words';
import type { SystemDatabase } from '@scenario-lab/db/database';
import pino from 'pino';
import { readEnv } from './env.js';
import { nestLogger } from './logger.js';
import type { Queues } from './queue/queues.js';
import { DATABASE, QUEUES } from './tokens.js';
import { WorkerModule } from './worker.module.js';

const env = readEnv();
const log = pino({
  serializers: { err: errorWords },
  level: env.LOG_LEVEL,
  base: { process: env.WORKER_ROLES.join('+'), worker: env.workerId },
});
const context = await NestFactory.createApplicationContext(WorkerModule.of(env, log), {
  logger: nestLogger(log),
  abortOnError: false,
});
log.info('ready');

let ending = false;
const end = async (signal: string) => {
  if (ending) process.exit(1);
  ending = true;
  log.info({ signal }, 'draining');
  // Closing may wait for a database that is gone for good; leases run out without us.
  setTimeout(() => process.exit(1), (env.DRAIN_SECONDS + 5) * 1_000).unref();
  await context.close();
  await context.get<Queues>(QUEUES).close();
  await context.get<SystemDatabase>(DATABASE).close();
  process.exit(signal === 'uncaughtException' ? 1 : 0);
};
process.on('SIGTERM', () => void end('SIGTERM'));
process.on('SIGINT', () => void end('SIGINT'));
// A promise nobody waits for is a slip of ours in one request or run, whose own lease or answer tells what became of it:
// ending the process would end everybody else's. After an exception that nobody caught no state is to be trusted.
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a promise that nobody waits for'));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'an exception that nobody caught');
  void end('uncaughtException');
});
