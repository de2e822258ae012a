import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { z } from 'zod';

const OnceAtATimeRow = z.object({
  got: z.boolean().nullable(),
});

/**
 * Does `work` unless somebody is at the same thing already. The lock belongs to a connection of its own: a
 * process that dies gives it back at once. Returns whether the work was done here.
 */
export async function onceAtATime(
  db: SystemDatabase,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const runner = db.source.createQueryRunner();
  await runner.connect();
  try {
    const row = await queryRow(
      runner,
      OnceAtATimeRow,
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [name],
    );
    if (row?.got !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await execute(runner, 'SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    }
  } finally {
    await runner.release();
  }
}

/** Does `work` after whoever is at the same thing has ended; the lock is kept like that of `onceAtATime`. */
export async function oneAfterAnother(
  db: SystemDatabase,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const runner = db.source.createQueryRunner();
  await runner.connect();
  try {
    await execute(runner, 'SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    try {
      await work();
    } finally {
      await execute(runner, 'SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    }
  } finally {
    await runner.release();
  }
}
