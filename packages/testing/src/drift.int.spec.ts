import { dataSource } from '@scenario-lab/db/core/data-source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('migrations and entities', () => {
  it('say the same', async () => {
    const source = dataSource(database.urls.owner, { poolSize: 1 });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map((query) => query.query)).toEqual([]);
  });

  it('leave no table of tenants without row-level security', async () => {
    const { rows } = await database.owner.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relrowsecurity ORDER BY 1`,
    );
    // Accounts are read before anybody is known; the rest holds ids, digests or nothing of a tenant's.
    expect(rows.map((row) => row.relname)).toEqual([
      'api_token',
      'delivery',
      'invitation',
      'known_device',
      'lab_key',
      'membership',
      'migration',
      'organisation',
      'pack',
      'rate_window',
      'reset_link',
      'session',
      'setting',
      'truth',
      'vendor_turn',
      'worker_state',
    ]);
  });
});
