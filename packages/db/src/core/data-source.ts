import { defaultTimeZone } from '@scenario-lab/contracts/zone';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/migrations.js';
import { entities } from './entities.js';
import { SnakeNaming } from './naming.js';
import { PreparingClient } from './preparing-client.js';

/** Milliseconds after which a door gives up waiting for a connection, a statement, a lock, its own next statement. */
export interface Patience {
  connection: number;
  statement: number;
  lock: number;
  idle: number;
}

/**
 * The lab's clusters are always spoken to through one of these; `poolSize` counts connections. Every session has the
 * lab's time zone, so that `current_date` and a day made an instant are the lab's, wherever cluster and process stand.
 */
export function dataSource(
  url: string,
  options: {
    poolSize?: number;
    name?: string;
    patience?: Patience;
    timeZone?: string;
    prepares?: boolean;
  } = {},
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    poolSize: options.poolSize ?? 10,
    applicationName: options.name ?? 'scenario-lab',
    synchronize: false,
    logging: false,
    ...(options.patience ? { connectTimeoutMS: options.patience.connection } : {}),
    extra: {
      ...(options.prepares ? { Client: PreparingClient } : {}),
      options: `-c TimeZone=${options.timeZone ?? defaultTimeZone}`,
      ...(options.patience
        ? {
            statement_timeout: options.patience.statement,
            lock_timeout: options.patience.lock,
            idle_in_transaction_session_timeout: options.patience.idle,
          }
        : {}),
    },
  });
}
