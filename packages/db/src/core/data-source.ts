import { DataSource } from 'typeorm';
import { migrations } from '../migrations/migrations.js';
import { entities } from './entities.js';
import { SnakeNaming } from './naming.js';

/** The lab's clusters are always spoken to through one of these; `poolSize` counts connections. */
export function dataSource(url: string, options: { poolSize?: number; name?: string } = {}): DataSource {
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
  });
}
