import { cutText } from '@scenario-lab/contracts/cut-text';
import { costsAttempt, type LossCause, onPlatformFault, type Phase } from '@scenario-lab/domain/runs/lease';
import { z } from 'zod';
import { queryOne, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { transition } from '../transition.js';
import { type Claim, release } from './claim.js';
import { endRun } from './end-run.js';

const counters = { execute: 'execute_attempts', score: 'score_attempts' } as const;
const jobs = { execute: 'execute-run', score: 'score-run' } as const;

const LoseClaimRow = z.object({
  status: z.string(),
  attempts: z.number(),
});

const LoseClaimRow2 = z.object({
  unstarted: z.number(),
});

/**
 * A claim ends without a result and by no fault of the vendor: back to the queue of its phase while attempts
 * remain, else `platform_fault`, with the look and the credit returned. What costs an attempt: `costsAttempt`.
 * Errors: `Fenced`, `Refusal('wrong_status')`.
 */
export async function loseClaim(
  tx: Tx,
  claim: Claim,
  phase: Phase,
  detail: string,
  cause: LossCause = 'fault',
): Promise<'lease_lost' | 'score_lease_lost' | 'platform_fault'> {
  const counter = counters[phase];
  const run = await queryRow(
    tx,
    LoseClaimRow,
    `SELECT status, ${counter} AS attempts FROM run WHERE id = $1 FOR UPDATE`,
    [claim.runId],
  );
  const { unstarted } = await queryOne(
    tx,
    LoseClaimRow2,
    `SELECT count(*)::int AS unstarted FROM attempt WHERE run_id = $1 AND "end" = 'lost_unstarted'`,
    [claim.runId],
  );
  const attempts = Number(run?.attempts ?? 0);
  const started = run?.status !== 'preparing';
  const counts = costsAttempt(cause, started, unstarted);
  const worn = cause === 'host' && !started && counts;
  const event = worn ? 'platform_fault' : onPlatformFault(phase, counts ? attempts : 0);
  const ended = event === 'platform_fault';
  const fence = claim.attempt;
  const set = counts ? {} : { [counter]: Math.max(0, attempts - 1) };
  if (ended)
    await endRun(tx, claim.runId, event, {
      spent: 0,
      fence,
      set: { ...set, platform_fault: cutText(detail, 500) },
    });
  else
    await transition(tx, 'run', claim.runId, event, {
      fence,
      set: { ...set, progress: null },
      deliver: [jobs[phase]],
    });
  const lost = cause === 'ending' ? 'given_back' : counts ? 'lost' : 'lost_unstarted';
  await release(tx, claim, ended ? 'platform_fault' : lost);
  return event;
}

/** Cancels a claimed run whose vendor has lost its grant; no look is charged, whatever had started. */
export async function cancelRevoked(tx: Tx, claim: Claim): Promise<void> {
  await endRun(tx, claim.runId, 'cancel', {
    spent: 0,
    grantRevoked: true,
    fence: claim.attempt,
    remark: 'grant_missing',
  });
  await release(tx, claim, 'cancelled');
}
