import { z } from 'zod';
import { execute, queryOne, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { Fenced, transition } from '../transition.js';
import { holdHost, startable } from './hosts.js';

export interface Claim {
  runId: string;
  /** The fence of this attempt. */
  attempt: number;
}

const lease = "now() + interval '45 seconds'";

const ClaimExecuteRow = z.object({
  id: z.string(),
  vendor_id: z.string(),
});

/**
 * The next run to execute: the vendor whose last turn lies furthest back first, then by age, so that one
 * vendor's backlog delays another's first run by at most one turn per slot; and of those the first that may share
 * the host with what is at work there (`startable`). Null when nothing may start or the lab has paused the queue.
 */
export async function claimExecute(
  tx: Tx,
  worker: string,
  level: string,
  host: string,
): Promise<Claim | null> {
  await holdHost(tx, host);
  const next = await queryRow(
    tx,
    ClaimExecuteRow,
    `SELECT r.id, r.vendor_id FROM (${startable}) s JOIN run r ON r.id = s.id
     WHERE r.status = 'queued'
       AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'queue.paused' AND value = 'true'::jsonb)
     ORDER BY s.place LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
    [host],
  );
  if (!next) return null;
  await transition(tx, 'run', next.id, 'start');
  const attempt = await hold(tx, next.id, worker, 'execute_attempts');
  await execute(
    tx,
    `INSERT INTO vendor_turn (vendor_id, last_started_at) VALUES ($1, clock_timestamp())
     ON CONFLICT (vendor_id) DO UPDATE SET last_started_at = clock_timestamp()`,
    [next.vendor_id],
  );
  await execute(
    tx,
    `INSERT INTO attempt (run_id, number, phase, worker, level, host) VALUES ($1, $2, 'execute', $3, $4, $5)`,
    [next.id, attempt, worker, level, host],
  );
  return { runId: next.id, attempt };
}

const ClaimScoreRow = z.object({
  id: z.string(),
});

/**
 * The next collected run that nobody scores: of the vendor whose last scoring began longest ago (within a day), then by
 * age, so that one vendor's answers delay another's by no more than what is at work. Its status stays `scoring`; lease and
 * fence are new.
 */
export async function claimScore(tx: Tx, worker: string): Promise<Claim | null> {
  const next = await queryRow(
    tx,
    ClaimScoreRow,
    `SELECT r.id FROM run r LEFT JOIN LATERAL (SELECT max(a.started_at) AS at FROM run o JOIN attempt a ON a.run_id = o.id
         WHERE o.vendor_id = r.vendor_id AND a.phase = 'score' AND a.started_at > now() - interval '1 day') turn ON true
     WHERE r.status = 'scoring' AND r.lease_until IS NULL
     ORDER BY turn.at NULLS FIRST, r.submitted_at LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
  );
  if (!next) return null;
  const attempt = await hold(tx, next.id, worker, 'score_attempts');
  await execute(tx, `INSERT INTO attempt (run_id, number, phase, worker) VALUES ($1, $2, 'score', $3)`, [
    next.id,
    attempt,
    worker,
  ]);
  return { runId: next.id, attempt };
}

const HoldRow = z.object({
  attempt: z.number(),
});

async function hold(tx: Tx, runId: string, worker: string, counter: 'execute_attempts' | 'score_attempts') {
  const row = await queryOne(
    tx,
    HoldRow,
    `UPDATE run SET attempt = attempt + 1, ${counter} = ${counter} + 1, lease_worker = $2, lease_until = ${lease}
     WHERE id = $1 RETURNING attempt`,
    [runId, worker],
  );
  return Number(row.attempt);
}

/** Prolongs the lease by the database's clock. Errors: `Fenced` when the run is somebody else's by now. */
export async function heartbeat(tx: Tx, claim: Claim, progress?: unknown): Promise<void> {
  const changed = await execute(
    tx,
    `UPDATE run SET lease_until = ${lease}, progress = coalesce($3::jsonb, progress)
     WHERE id = $1 AND attempt = $2 AND lease_until IS NOT NULL AND status IN ('preparing', 'executing', 'scoring')`,
    [claim.runId, claim.attempt, progress === undefined ? null : JSON.stringify(progress)],
  );
  if (changed !== 1) throw new Fenced('run', claim.runId);
}

/** Ends the attempt's row and frees the lease, in the transaction that moves the run on. */
export async function release(tx: Tx, claim: Claim, end: string): Promise<void> {
  await execute(tx, 'UPDATE attempt SET ended_at = now(), "end" = $3 WHERE run_id = $1 AND number = $2', [
    claim.runId,
    claim.attempt,
    end,
  ]);
  await execute(tx, 'UPDATE run SET lease_worker = NULL, lease_until = NULL WHERE id = $1', [claim.runId]);
}
