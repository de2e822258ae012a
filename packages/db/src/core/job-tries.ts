import {
  type CappedJob,
  endsTheThing,
  mostWeight,
  type TryLoss,
  takenBack,
  tryWeight,
} from '@scenario-lab/domain/jobs/tries';
import { z } from 'zod';
import type { Tx } from '../database.js';
import { execute, queryRow, queryRows } from './rows.js';

const BeginTryRow = z.object({
  weight: z.number(),
});

const BeginTryRow2 = z.object({
  given_up_at: z.date().nullable(),
});

/** Counts a try before it is made. `worn`: there have been too many, none of which could say so; `over`: given up. */
export async function beginTry(tx: Tx, job: CappedJob, thingId: string): Promise<'go' | 'worn' | 'over'> {
  const begun = await queryRow(
    tx,
    BeginTryRow,
    `INSERT INTO job_try (job, thing_id, weight) VALUES ($1, $2, ${tryWeight})
     ON CONFLICT (job, thing_id) DO UPDATE SET tried_at = now(), given_up_at = NULL,
       weight = CASE WHEN job_try.given_up_at IS NULL THEN job_try.weight + ${tryWeight} ELSE ${tryWeight} END
     WHERE CASE WHEN job_try.given_up_at IS NULL THEN job_try.weight < ${mostWeight} ELSE $3 END
     RETURNING weight`,
    [job, thingId, endsTheThing(job)],
  );
  if (begun) return 'go';
  const kept = await queryRow(
    tx,
    BeginTryRow2,
    'SELECT given_up_at FROM job_try WHERE job = $1 AND thing_id = $2',
    [job, thingId],
  );
  return kept?.given_up_at ? 'over' : 'worn';
}

/** Notes how a try failed. Answers whether it was the last. */
export async function failTry(
  tx: Tx,
  job: CappedJob,
  thingId: string,
  loss: TryLoss,
  detail: string,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    BeginTryRow,
    `UPDATE job_try SET weight = greatest(0, weight - $3), detail = $4, tried_at = now()
     WHERE job = $1 AND thing_id = $2 RETURNING weight`,
    [job, thingId, takenBack[loss], detail],
  );
  return Number(rows[0]?.weight ?? 0) >= mostWeight;
}

export async function endTry(tx: Tx, job: CappedJob, thingId: string): Promise<void> {
  await execute(tx, 'DELETE FROM job_try WHERE job = $1 AND thing_id = $2', [job, thingId]);
}

export async function noteGivenUp(tx: Tx, job: CappedJob, thingId: string): Promise<void> {
  await execute(tx, 'UPDATE job_try SET given_up_at = now() WHERE job = $1 AND thing_id = $2', [
    job,
    thingId,
  ]);
}

/**
 * SQL: whether `thing` (an expression) may be woken for this job again: it has not been given up (or has been put back
 * since), and after each failure twice as long has passed, from half a minute to eight.
 */
export function mayTryAgain(job: CappedJob, thing: string): string {
  const over = endsTheThing(job) ? 'false' : 'j.given_up_at IS NOT NULL';
  return `NOT EXISTS (SELECT 1 FROM job_try j WHERE j.job = '${job}' AND j.thing_id = ${thing} AND (${over}
    OR (j.given_up_at IS NULL AND j.tried_at + make_interval(secs => 15 * 2 ^ ceil(j.weight / ${tryWeight}.0)) > now())))`;
}
