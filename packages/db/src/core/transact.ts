import type { DataSource, EntityManager } from 'typeorm';
import { execute } from './rows.js';

/**
 * A transaction begun with one message of one's own. Errors: whatever `work` throws, once all it wrote is taken back. There
 * is none within it: a second BEGIN would be a warning, and its COMMIT the end of the first.
 */
export async function transact<T>(
  source: DataSource,
  begin: string,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  runner.startTransaction = () => Promise.reject(new Error('a transaction within a transaction'));
  try {
    await execute(runner, begin);
    const done = await work(runner.manager);
    await execute(runner, 'COMMIT');
    return done;
  } catch (error) {
    await execute(runner, 'ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await runner.release();
  }
}
