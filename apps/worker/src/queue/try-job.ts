import { cutText } from '@scenario-lab/contracts/cut-text';
import { beginTry, endTry, failTry } from '@scenario-lab/db/core/job-tries';
import type { CappedJob, TryLoss } from '@scenario-lab/domain/jobs/tries';
import type { Desk } from '../desk.js';
import { giveUp } from './give-up.js';

const longest = 500;

/** The sandbox said that it was at fault itself; `reason` as it said. */
export class SandboxFault extends Error {
  constructor(
    readonly reason: string,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
    this.name = 'SandboxFault';
  }
}

/** Nothing that is done with this thing was in play. */
const lostUnderIt = new Set(['launcher_lost', 'unavailable', 'late', 'cancelled']);

function lossOf(desk: Desk, error: unknown): TryLoss {
  if (desk.ending.aborted) return 'ending';
  return error instanceof SandboxFault && lostUnderIt.has(error.reason) ? 'host' : 'own';
}

/**
 * Does a job's work on a thing and counts how often it fails; the last failure gives it up (`giveUp`). Whoever holds
 * the thing alone calls it. Errors: what `work` threw.
 */
export async function tryJob(
  desk: Desk,
  job: CappedJob,
  thingId: string,
  work: () => Promise<void>,
): Promise<void> {
  const answer = await desk.db.asSystem((tx) => beginTry(tx, job, thingId));
  if (answer === 'over') return;
  if (answer === 'worn') {
    await desk.db.asSystem((tx) => giveUp(tx, job, thingId));
    return;
  }
  try {
    await work();
  } catch (error) {
    await desk.db.asSystem(async (tx) => {
      const last = await failTry(tx, job, thingId, lossOf(desk, error), cutText(String(error), longest));
      if (last) await giveUp(tx, job, thingId);
    });
    throw error;
  }
  await desk.db.asSystem((tx) => endTry(tx, job, thingId));
}
