import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { triedInOtherRuntime } from '@scenario-lab/db/runs/before-run';
import { type Claim, claimExecute, release } from '@scenario-lab/db/runs/claim';
import { endRun } from '@scenario-lab/db/runs/end-run';
import { runStands } from '@scenario-lab/db/runs/grants';
import { leaveHost } from '@scenario-lab/db/runs/hosts';
import { cancelRevoked, loseClaim } from '@scenario-lab/db/runs/lose';
import { creditsUsed } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import { billedMinutes } from '@scenario-lab/domain/runs/billed';
import type { LossCause } from '@scenario-lab/domain/runs/lease';
import type { ExecutionResult, PackExecution } from '@scenario-lab/evaluation/types';
import type { ExecuteDesk } from '../desk.js';
import { type ExecuteFacts, executeFacts } from './execute-facts.js';
import { keepLease, type Lease } from './lease.js';
import { isOvertaken } from './overtaken.js';

/**
 * Takes the next run in turn, whichever it is, and sees it through the execute phase: to `scoring` with its
 * predictions in the spool, to an end of the vendor's own making, or back to the queue.
 */
export async function executeRun(desk: ExecuteDesk): Promise<void> {
  const { status } = desk.sandbox;
  if (!status.available) return;
  await rested(desk);
  const claim = await desk.db.asSystem((tx) => claimExecute(tx, desk.workerId, status.level, desk.host));
  if (!claim) return;
  const log = desk.log.child({ run: claim.runId, attempt: claim.attempt });
  const place = join(desk.workDir, 'runs', randomUUID());
  const lease = keepLease(desk, claim);
  desk.busy.count += 1;
  try {
    await attempt(desk, claim, lease, place);
  } catch (error) {
    if (isOvertaken(error)) log.info('the run is no longer ours');
    else {
      log.error({ err: error }, 'execution failed by our fault');
      await giveBack(desk, claim, String(error), lease);
    }
  } finally {
    desk.busy.count -= 1;
    await lease.stop();
    // Whatever has become of the run, its program has ended by now.
    await desk.db
      .asSystem((tx) => leaveHost(tx, claim))
      .catch((error: unknown) => log.warn({ err: error }, 'could not say that the program is gone'));
    await rm(place, { recursive: true, force: true });
  }
}

const launcherGone = new Set(['launcher_lost', 'unavailable']);

async function rested({ rest, ending }: ExecuteDesk): Promise<void> {
  const wait = rest.until - performance.now();
  if (wait > 0) await setTimeout(wait, undefined, { signal: ending }).catch(() => {});
}

async function attempt(desk: ExecuteDesk, claim: Claim, lease: Lease, place: string): Promise<void> {
  const facts = await desk.db.asSystem(async (tx) => {
    const found = await executeFacts(tx, claim.runId);
    if (await runStands(tx, found)) return found;
    await cancelRevoked(tx, claim);
    return null;
  });
  if (!facts) return;
  lease.tell({ stage: 'preparing', done: 0, of: facts.pack.executions });
  await mkdir(place, { recursive: true, mode: 0o711 });
  const result = await desk.exam({
    runId: claim.runId,
    facts,
    place,
    signal: lease.signal,
    onStarted: () => started(desk, claim),
    onProgress: (done, of) => lease.tell({ stage: 'executing', done, of }),
  });
  await finish(desk, claim, lease, facts, result);
}

async function started(desk: ExecuteDesk, claim: Claim): Promise<void> {
  const { status } = desk.sandbox;
  await desk.db.asSystem((tx) =>
    transition(tx, 'run', claim.runId, 'execute', {
      fence: claim.attempt,
      set: {
        program_started: true,
        ...(status.available ? { level: status.level, runtime: status.root } : {}),
      },
    }),
  );
}

async function finish(
  desk: ExecuteDesk,
  claim: Claim,
  lease: Lease,
  facts: ExecuteFacts,
  result: ExecutionResult,
): Promise<void> {
  if (lease.lost() === 'fenced') return;
  if (result.kind === 'platform_fault') {
    const gone = launcherGone.has(result.reason);
    if (gone) desk.rest.until = performance.now() + desk.pace.rest;
    await giveBack(desk, claim, `${result.reason}: ${result.detail}`, lease, gone ? 'host' : 'fault');
    return;
  }
  if (result.outcome === 'ok' && result.predictions !== null) {
    const { sha256 } = await desk.spool.put(claim.runId, result.predictions);
    await desk.db.asSystem((tx) => collected(tx, claim, facts, result, sha256));
  } else {
    await desk.db.asSystem((tx) => faulted(tx, claim, facts, result));
  }
}

async function collected(
  tx: Tx,
  claim: Claim,
  facts: ExecuteFacts,
  result: PackExecution,
  predictions: string,
): Promise<void> {
  if (!(await runStands(tx, facts))) {
    await cancelRevoked(tx, claim);
    return;
  }
  await transition(tx, 'run', claim.runId, 'collected', {
    fence: claim.attempt,
    set: {
      ...measured(result),
      outcome: 'ok',
      predictions_sha256: predictions,
      progress: { stage: 'scoring', done: 0, of: 1 },
    },
    deliver: ['score-run'],
  });
  await keepLog(tx, claim, facts, result);
  await release(tx, claim, 'collected');
}

async function faulted(tx: Tx, claim: Claim, facts: ExecuteFacts, result: PackExecution): Promise<void> {
  const elsewhere =
    result.outcome === 'runtime_error' &&
    result.detail === undefined &&
    (await triedInOtherRuntime(tx, claim.runId, result.runtimeRoot.digest));
  await endRun(tx, claim.runId, 'fault', {
    spent: creditsUsed(billedMinutes(result.resources)),
    fence: claim.attempt,
    set: {
      ...measured(result),
      // All cases ran and yet there are no predictions to score: the answer itself is wrong.
      outcome: result.outcome === 'ok' ? 'wrong_output' : result.outcome,
      outcome_detail: result.detail ?? (elsewhere ? 'runtime_changed' : null),
      defects: result.defects,
    },
  });
  await keepLog(tx, claim, facts, result);
  await release(tx, claim, result.outcome);
}

const measured = (result: PackExecution) => ({
  resources: result.resources,
  level: result.level,
  runtime: result.runtimeRoot,
});

/** Whatever a program writes may hold the inputs it read, so only the published sample's log is its vendor's. */
async function keepLog(tx: Tx, claim: Claim, facts: ExecuteFacts, { log }: PackExecution): Promise<void> {
  await execute(
    tx,
    `INSERT INTO run_log (run_id, stdout, stderr, truncated, for_vendor) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (run_id) DO UPDATE SET stdout = $2, stderr = $3, truncated = $4, for_vendor = $5`,
    [claim.runId, log.stdout, log.stderr, log.truncated, facts.split === 'sample'],
  );
}

async function giveBack(
  desk: ExecuteDesk,
  claim: Claim,
  detail: string,
  lease: Lease,
  cause: LossCause = 'fault',
): Promise<void> {
  const reason = lease.lost();
  if (reason === 'fenced') return;
  await desk.db
    .asSystem((tx) => loseClaim(tx, claim, 'execute', detail, reason === 'ending' ? 'ending' : cause))
    .catch((error: unknown) => {
      if (!isOvertaken(error)) throw error;
    });
}
