import { Refusal } from '@scenario-lab/domain/refusal';
import { type ReturnCause, returnCause, unchargedLooks } from '@scenario-lab/domain/runs/looks';
import type { AlgorithmOutcome } from '@scenario-lab/domain/runs/outcome';
import { z } from 'zod';
import { execute, queryOne, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';

/** Compute credit a run may cost at most: one credit is one CPU minute. */
export function creditsFor(cpuSeconds: number, executions: number): number {
  return Math.ceil((cpuSeconds * Math.max(executions, 1) * 100) / 60) / 100;
}

/**
 * What is charged for minutes of CPU time, in credits: up to the next tenth, and to two significant figures, for a balance
 * that fell by the exact time would tell of hidden rows what the run itself rounds away.
 */
export function creditsUsed(minutes: number): number {
  const exact = Math.max(0, minutes);
  const step = Math.max(0.1, 10 ** (Math.floor(Math.log10(Math.max(exact, 1e-9))) - 1));
  // Fifteen figures drop the binary dust of division and multiplication.
  return Number((Math.ceil(Number((exact / step).toPrecision(15))) * step).toPrecision(15));
}

const ReserveGrantRow = z.object({
  id: z.string().nullable(),
});

/**
 * A grant of the organisation on the dataset, locked against revocation until the transaction ends. Data in
 * mode `open` need none. Errors: `Refusal('grant_missing')`.
 */
export async function reserveGrant(
  tx: Tx,
  dataset: { id: string; ownerId: string; accessMode: string },
  organisationId: string,
): Promise<string | null> {
  if (dataset.accessMode === 'open' || dataset.ownerId === organisationId) return null;
  // A grantee may read its grant and not change it, so the lock is taken by a function of the database.
  const grant = await queryRow(tx, ReserveGrantRow, 'SELECT hold_grant($1, $2) AS id', [
    dataset.id,
    organisationId,
  ]);
  if (!grant?.id) throw new Refusal('grant_missing', { datasetId: dataset.id });
  return grant.id as string;
}

/** Whose looks are counted together at a hidden split: a control group's, and those of one artifact. */
export interface LookAccount {
  controlGroup: string;
  artifact: string | null;
  hiddenDigest: string;
}

const ReserveLookRow = z.object({
  sha256: z.string(),
});

/**
 * Takes one of the K certifying looks at a hidden split; serialised by control group and by artifact, so that two
 * submissions at once cannot both have the last one. Errors: `Refusal('quota_exhausted')`,
 * `Refusal('looks_unsettled')` where too many went uncharged before.
 */
export async function reserveLook(
  tx: Tx,
  look: { runId: string; controlGroup: string; hiddenDigest: string; of: number },
): Promise<number> {
  const { sha256: artifact } = await queryOne(
    tx,
    ReserveLookRow,
    'SELECT v.sha256 FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id WHERE r.id = $1',
    [look.runId],
  );
  const account = { ...look, artifact };
  await lockLooks(tx, account);
  const { charged, uncharged } = await looksOf(tx, account);
  if (charged >= look.of) throw new Refusal('quota_exhausted', { used: charged, of: look.of });
  if (uncharged >= unchargedLooks) throw new Refusal('looks_unsettled', { uncharged, of: unchargedLooks });
  await execute(
    tx,
    `INSERT INTO look (run_id, control_group, hidden_digest, number, "of", artifact_sha256)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [look.runId, look.controlGroup, look.hiddenDigest, charged + 1, look.of, artifact],
  );
  return charged + 1;
}

const LookRow = z.object({
  control_group: z.string(),
  hidden_digest: z.string(),
  artifact_sha256: z.string().nullable(),
  of: z.number(),
  charged: z.boolean(),
});
type LookRow = z.output<typeof LookRow>;
const accountOf = (look: LookRow): LookAccount => ({
  controlGroup: look.control_group,
  artifact: look.artifact_sha256,
  hiddenDigest: look.hidden_digest,
});

/**
 * Takes a look again that a platform fault had given back, before the run is tried once more: whatever comes of it
 * now will be seen. Does nothing where none was given back. Errors: `Refusal('quota_exhausted')`.
 */
export async function retakeLook(tx: Tx, runId: string): Promise<void> {
  const look = await queryRow(
    tx,
    LookRow,
    `SELECT control_group, hidden_digest, artifact_sha256, "of", charged FROM look
     WHERE run_id = $1 AND (NOT charged OR cause IS NOT NULL)`,
    [runId],
  );
  if (!look) return;
  await lockLooks(tx, accountOf(look));
  const { charged } = await looksOf(tx, accountOf(look));
  if (!look.charged && charged >= look.of) {
    throw new Refusal('quota_exhausted', { used: charged, of: look.of });
  }
  await execute(
    tx,
    'UPDATE look SET charged = true, cause = NULL, excused_at = NULL, excused_by = NULL WHERE run_id = $1',
    [runId],
  );
}

async function lockLooks(tx: Tx, { controlGroup, artifact }: LookAccount): Promise<void> {
  // Always in this order, so that no two wait for each other.
  for (const key of [`look:group:${controlGroup}`, ...(artifact ? [`look:artifact:${artifact}`] : [])]) {
    await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  }
}

const LooksOfRow = z.object({
  charged: z.string().nullable(),
  uncharged: z.string().nullable(),
});

export async function looksOf(
  tx: Tx,
  { controlGroup, artifact, hiddenDigest }: LookAccount,
): Promise<{ charged: number; uncharged: number }> {
  const row = await queryOne(tx, LooksOfRow, 'SELECT charged, uncharged FROM looks_of($1, $2, $3)', [
    controlGroup,
    artifact,
    hiddenDigest,
  ]);
  return { charged: Number(row.charged), uncharged: Number(row.uncharged) };
}

const ReserveWalletRow = z.object({
  balance: z.number(),
});

/** Holds the most a run may cost. Errors: `Refusal('wallet_empty')` with what is there. */
export async function reserveWallet(
  tx: Tx,
  organisationId: string,
  runId: string,
  amount: number,
): Promise<void> {
  const changed = await execute(
    tx,
    'UPDATE wallet SET balance = balance - $2, held = held + $2 WHERE organisation_id = $1 AND balance >= $2',
    [organisationId, amount],
  );
  if (changed !== 1) {
    const wallet = await queryRow(
      tx,
      ReserveWalletRow,
      'SELECT balance FROM wallet WHERE organisation_id = $1',
      [organisationId],
    );
    throw new Refusal('wallet_empty', { needed: amount, balance: Number(wallet?.balance ?? 0) });
  }
  await entry(tx, organisationId, runId, 'hold', amount);
}

const Ended = z.object({
  vendor_id: z.string(),
  held: z.number(),
  status: z.string(),
  outcome: word<AlgorithmOutcome | 'ok'>().nullable(),
  outcome_detail: z.string().nullable(),
  program_started: z.boolean(),
  execute_attempts: z.number(),
});

/**
 * Settles a run that has ended, once: spends what was used of what was held (`spent`, in credits) and returns the
 * rest. What cost its vendor nothing (`returnCause`) gives back everything, and the look with its cause, unless
 * two have gone uncharged before: then the look stays charged until the lab agrees.
 */
export async function settleRun(
  tx: Tx,
  runId: string,
  spent: number,
  { grantRevoked = false } = {},
): Promise<void> {
  const run = await queryRow(
    tx,
    Ended,
    `SELECT vendor_id, held, status, outcome, outcome_detail, program_started, execute_attempts
     FROM run WHERE id = $1 FOR UPDATE`,
    [runId],
  );
  if (!run) throw new Refusal('not_found', { thing: 'run', id: runId });
  const cause = returnCause({
    end: run.status === 'cancelled' || run.status === 'platform_fault' ? run.status : (run.outcome ?? 'ok'),
    programStarted: run.program_started,
    grantRevoked,
    taken: run.execute_attempts > 0,
    neverRan: run.outcome_detail === 'not_started',
    runtimeChanged: run.outcome_detail === 'runtime_changed',
  });
  if (cause !== null) await returnLook(tx, runId, cause);
  const held = Number(run.held);
  if (held === 0) return;
  const used = cause === null ? Math.min(held, spent) : 0;
  await execute(
    tx,
    'UPDATE wallet SET held = greatest(0, held - $2), balance = balance + $3 WHERE organisation_id = $1',
    [run.vendor_id, held, held - used],
  );
  await execute(tx, 'UPDATE run SET held = 0 WHERE id = $1', [runId]);
  if (used > 0) await entry(tx, run.vendor_id, runId, 'spend', used);
  if (held > used) await entry(tx, run.vendor_id, runId, 'return', held - used);
}

async function returnLook(tx: Tx, runId: string, cause: ReturnCause): Promise<void> {
  const look = await queryRow(
    tx,
    LookRow,
    `SELECT control_group, hidden_digest, artifact_sha256, "of", charged FROM look WHERE run_id = $1 AND cause IS NULL`,
    [runId],
  );
  if (!look) return;
  await lockLooks(tx, accountOf(look));
  const { uncharged } = await looksOf(tx, accountOf(look));
  await execute(tx, 'UPDATE look SET charged = $2, cause = $3 WHERE run_id = $1', [
    runId,
    cause !== 'withdrawn' && uncharged >= unchargedLooks,
    cause,
  ]);
}

async function entry(
  tx: Tx,
  organisationId: string,
  runId: string,
  kind: string,
  amount: number,
): Promise<void> {
  await execute(
    tx,
    'INSERT INTO wallet_entry (id, organisation_id, run_id, kind, amount) VALUES ($1, $2, $3, $4, $5)',
    [newId(), organisationId, runId, kind, amount],
  );
}
