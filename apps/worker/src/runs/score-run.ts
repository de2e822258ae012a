import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type Claim, claimScore, release } from '@scenario-lab/db/runs/claim';
import { endRun } from '@scenario-lab/db/runs/end-run';
import { runStands } from '@scenario-lab/db/runs/grants';
import { cancelRevoked, loseClaim } from '@scenario-lab/db/runs/lose';
import { creditsUsed } from '@scenario-lab/db/runs/reserve';
import { billedMinutes } from '@scenario-lab/domain/runs/billed';
import { assertIntact } from '../blobs/fetch.js';
import type { ScoreDesk } from '../desk.js';
import { keepLease, type Lease } from './lease.js';
import type { Marked } from './marking.js';
import { isOvertaken } from './overtaken.js';
import { type ScoreFacts, scoreFacts } from './score-facts.js';

/** Takes the oldest collected run, whichever it is, and marks it: a result in two editions, or an answer that cannot be marked. */
export async function scoreRun(desk: ScoreDesk): Promise<void> {
  const claim = await desk.db.asSystem((tx) => claimScore(tx, desk.workerId));
  if (!claim) return;
  const log = desk.log.child({ run: claim.runId, attempt: claim.attempt });
  const lease = keepLease(desk, claim);
  try {
    await attempt(desk, claim, lease);
  } catch (error) {
    const reason = lease.lost();
    if (isOvertaken(error) || reason === 'fenced') {
      log.info('the run is no longer ours');
      return;
    }
    log.error({ err: error }, 'scoring failed');
    await desk.db
      .asSystem((tx) =>
        loseClaim(tx, claim, 'score', String(error), reason === 'ending' ? 'ending' : 'fault'),
      )
      .catch((lost: unknown) => {
        if (!isOvertaken(lost)) throw lost;
      });
  } finally {
    await lease.stop();
  }
}

async function attempt(desk: ScoreDesk, claim: Claim, lease: Lease): Promise<void> {
  const facts = await desk.db.asSystem((tx) => scoreFacts(tx, claim.runId));
  const place = join(desk.vaultDir, 'marking', randomUUID());
  await mkdir(place, { recursive: true, mode: 0o700 });
  try {
    const predictions = await predictionsIn(desk, claim, facts, place);
    await assertIntact(desk.vault, facts.truthSha256);
    const truth = desk.vault.path(facts.truthSha256);
    const marked = await desk.mark(facts, truth, predictions, lease.signal);
    await desk.db.asSystem((tx) => commit(tx, claim, facts, marked));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  await desk.spool.remove(claim.runId);
}

/** From the spool into the vault, unless an earlier attempt came that far; answers a name that says what it is. */
async function predictionsIn(
  desk: ScoreDesk,
  claim: Claim,
  { predictionsSha256: sha256 }: ScoreFacts,
  place: string,
): Promise<string> {
  if (await desk.vault.stat(sha256)) await assertIntact(desk.vault, sha256);
  else {
    await desk.vault.put({ path: await desk.spool.path(claim.runId, sha256) }, { sha256 });
  }
  const named = join(place, 'answers.bin');
  await symlink(desk.vault.path(sha256), named);
  return named;
}

async function commit(tx: Tx, claim: Claim, facts: ScoreFacts, marked: Marked): Promise<void> {
  if (!(await runStands(tx, facts))) {
    await cancelRevoked(tx, claim);
    return;
  }
  const fence = claim.attempt;
  const spent = creditsUsed(billedMinutes(facts.resources));
  if (marked.ok) {
    const event = facts.split === 'hidden' ? 'scored_for_review' : 'scored_final';
    await endRun(tx, claim.runId, event, { spent, fence, set: { verdict: marked.result.overall } });
    await keepResult(tx, claim.runId, 'owner', marked.result, marked.result.digest);
    // The sample is published, so its vendor sees everything; of any other split only what carries no rows out.
    const shown = facts.split === 'sample' ? marked.result : marked.coarse;
    await keepResult(tx, claim.runId, 'vendor', shown, digestOf(shown));
    if (marked.answers) await keepAnswers(tx, claim.runId, facts.rows, marked.answers);
  } else {
    await endRun(tx, claim.runId, 'fault', {
      spent,
      fence,
      set: { outcome: 'wrong_output', defects: marked.defects },
    });
  }
  await release(tx, claim, marked.ok ? 'scored' : 'wrong_output');
}

/** Of the edition itself: the full result's digest would confirm a guess at its unrounded figures. */
const digestOf = (body: unknown) => createHash('sha256').update(canonicalJson(body)).digest('hex');

async function keepResult(
  tx: Tx,
  runId: string,
  edition: 'owner' | 'vendor',
  body: unknown,
  digest: string,
): Promise<void> {
  await execute(tx, 'INSERT INTO result (run_id, edition, body, digest) VALUES ($1, $2, $3, $4)', [
    runId,
    edition,
    JSON.stringify(body),
    digest,
  ]);
}

/** For the data's owner and the lab, who recompute figures from them. */
async function keepAnswers(tx: Tx, runId: string, rows: number, csv: Uint8Array): Promise<void> {
  await execute(
    tx,
    `INSERT INTO run_answer (run_id, rows, csv) VALUES ($1, $2, $3)
     ON CONFLICT (run_id) DO UPDATE SET rows = $2, csv = $3`,
    [runId, rows, Buffer.from(csv)],
  );
}
