import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { loseClaim } from '@scenario-lab/db/runs/lose';
import { settleRun } from '@scenario-lab/db/runs/reserve';
import type { Phase } from '@scenario-lab/domain/runs/lease';
import { z } from 'zod';

const phaseOf = (status: string): Phase => (status === 'scoring' ? 'score' : 'execute');

const LoseExpiredRow = z.object({
  id: z.string(),
});

/** Runs whose holder has not been heard of for a lease, by the database's clock. Returns how many. */
export async function loseExpired(db: SystemDatabase): Promise<number> {
  const expired = await db.asSystem((tx) =>
    queryRows(
      tx,
      LoseExpiredRow,
      `SELECT id FROM run WHERE lease_until < now() AND status IN ('preparing', 'executing', 'scoring') LIMIT 200`,
    ),
  );
  let lost = 0;
  // One transaction each: one run that cannot be moved must not hold up the others.
  for (const { id } of expired) if (await db.asSystem((tx) => loseOne(tx, id))) lost += 1;
  return lost;
}

const LoseOneRow = z.object({
  status: z.string(),
  attempt: z.number(),
  lease_worker: z.string().nullable(),
});

async function loseOne(tx: Tx, id: string): Promise<boolean> {
  const run = await queryRow(
    tx,
    LoseOneRow,
    `SELECT status, attempt, lease_worker FROM run WHERE id = $1 AND lease_until < now()
       AND status IN ('preparing', 'executing', 'scoring') FOR UPDATE SKIP LOCKED`,
    [id],
  );
  if (!run) return false;
  const claim = { runId: id, attempt: Number(run.attempt) };
  await loseClaim(tx, claim, phaseOf(run.status), `worker ${run.lease_worker} was lost`, 'host');
  return true;
}

/**
 * Cancelled runs that nobody settled: the look is returned unless the program had been started. What it had used
 * by then nobody measured, so the credit goes back. Frees the lease a cancel left behind.
 */
export async function settleCancelled(db: SystemDatabase): Promise<void> {
  const open = await db.asSystem((tx) =>
    queryRows(
      tx,
      LoseExpiredRow,
      `SELECT id FROM run WHERE status = 'cancelled'
         AND (held > 0 OR lease_until IS NOT NULL) LIMIT 200`,
    ),
  );
  for (const { id } of open) {
    await db.asSystem(async (tx) => {
      await settleRun(tx, id, 0);
      await execute(
        tx,
        `UPDATE attempt SET ended_at = now(), "end" = 'cancelled' WHERE run_id = $1 AND ended_at IS NULL`,
        [id],
      );
      await execute(tx, 'UPDATE run SET lease_worker = NULL, lease_until = NULL WHERE id = $1', [id]);
    });
  }
}
