import type { Result, Verdict } from '@scenario-lab/contracts/runs';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { type Claim, claimExecute, claimScore, release } from '@scenario-lab/db/runs/claim';
import { endRun } from '@scenario-lab/db/runs/end-run';
import { leaveHost } from '@scenario-lab/db/runs/hosts';
import { creditsUsed } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';

/** What the figures of a run come to: the owner's edition and the rounded one. */
export interface Played {
  verdict: Verdict;
  owner: Result;
  vendor: Result;
}

const digest = 'd'.repeat(64);

/** The next run in turn, claimed and with its program started, as an execute worker leaves it. */
export async function playStart(score: SystemDatabase): Promise<Claim> {
  return score.asSystem(async (tx) => {
    const claim = await claimExecute(tx, 'worker-1', 'hardened', 'host-1');
    if (!claim) throw new Error('nothing waits');
    await transition(tx, 'run', claim.runId, 'execute', {
      fence: claim.attempt,
      set: { program_started: true, level: 'hardened' },
    });
    return claim;
  });
}

const resources = { cpuSeconds: 12.345, peakMemoryBytes: 70 * 2 ** 20, wallSeconds: 14.2, executions: 1 };

export async function playCollect(score: SystemDatabase, claim: Claim): Promise<void> {
  await score.asSystem(async (tx) => {
    await transition(tx, 'run', claim.runId, 'collected', {
      fence: claim.attempt,
      set: { outcome: 'ok', resources, predictions_sha256: digest },
    });
    await keepLog(tx, claim.runId);
    await release(tx, claim, 'collected');
    await leaveHost(tx, claim);
  });
}

const Split = z.object({ split: z.string() });

export async function playScore(score: SystemDatabase, played: Played): Promise<string> {
  return score.asSystem(async (tx) => {
    const claim = await claimScore(tx, 'worker-2');
    if (!claim) throw new Error('nothing waits to be scored');
    const run = await queryOne(tx, Split, 'SELECT split FROM run WHERE id = $1', [claim.runId]);
    const event = run.split === 'hidden' ? 'scored_for_review' : 'scored_final';
    await endRun(tx, claim.runId, event, {
      spent: creditsUsed(resources.cpuSeconds / 60),
      fence: claim.attempt,
      set: { verdict: played.verdict },
    });
    await keepResult(tx, claim.runId, 'owner', played.owner);
    await keepResult(tx, claim.runId, 'vendor', run.split === 'sample' ? played.owner : played.vendor);
    await release(tx, claim, 'scored');
    return claim.runId;
  });
}

/** The next run in turn through both phases, as the workers leave it. Answers its id. */
export async function playRun(score: SystemDatabase, played: Played): Promise<string> {
  await playCollect(score, await playStart(score));
  return playScore(score, played);
}

async function keepLog(tx: Tx, runId: string): Promise<void> {
  await execute(
    tx,
    `INSERT INTO run_log (run_id, stdout, stderr, for_vendor) SELECT id, 'read 3 rows', '', split = 'sample' FROM run WHERE id = $1`,
    [runId],
  );
}

async function keepResult(tx: Tx, runId: string, edition: string, body: Result): Promise<void> {
  await execute(tx, 'INSERT INTO result (run_id, edition, body, digest) VALUES ($1, $2, $3, $4)', [
    runId,
    edition,
    JSON.stringify(body),
    digest,
  ]);
}
