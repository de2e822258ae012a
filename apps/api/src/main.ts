import { queryRow } from '@scenario-lab/db/core/rows';
import { z } from 'zod';
import 'reflect-metadata';
import { errorWords } from '@scenario-lab/db/core/error-words';
import { openDatabase } from '@scenario-lab/db/database';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import pino from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { assertProduction } from './assert-production.js';
import { buildApp } from './build-app.js';
import { blobConfig, readEnv } from './env.js';
import { checkCoverage } from './http/coverage.js';

const env = readEnv();
const log = pino({ level: env.LOG_LEVEL, base: { process: 'api' }, serializers: { err: errorWords } });
collectDefaultMetrics();
const database = await openDatabase(
  { api: env.DATABASE_URL, public: env.PUBLIC_DATABASE_URL },
  undefined,
  env.LAB_TIME_ZONE,
);
const Accounts = z.object({ number: z.number() });
const known = await database.asNobody((tx) =>
  queryRow(
    tx,
    Accounts,
    `SELECT CASE WHEN jsonb_typeof(value) = 'array' THEN jsonb_array_length(value) ELSE 1 END AS number
     FROM setting WHERE key = 'demonstration.accounts'`,
  ),
);
assertProduction(env, known?.number ?? 0);
const app = await buildApp({ env, log, database, blobs: await openBlobStore(blobConfig(env)) });
checkCoverage(app);
await app.listen(env.PORT, env.HOST);
log.info({ host: env.HOST, port: env.PORT }, 'listening');

let ending = false;
const end = async (signal: string) => {
  if (ending) process.exit(1);
  ending = true;
  log.info({ signal }, 'ending');
  // What does not end by itself (an upload, a stream) is cut off: its client comes back and goes on where it was.
  setTimeout(() => app.getHttpServer().closeAllConnections(), env.DRAIN_SECONDS * 1_000).unref();
  // Closing may wait for a database that is gone for good.
  setTimeout(() => process.exit(1), (env.DRAIN_SECONDS + 2) * 1_000).unref();
  await app.close();
  await database.close();
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
