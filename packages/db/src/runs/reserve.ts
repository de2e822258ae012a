import { Refusal } from '@scenario-lab/domain/refusal';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';

/** Compute credit a run may cost at most: one credit is one CPU minute. */
export function creditsFor(cpuSeconds: number, executions: number): number {
  return Math.ceil((cpuSeconds * Math.max(executions, 1) * 100) / 60) / 100;
}

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
  const [grant] = await tx.query('SELECT hold_grant($1, $2) AS id', [dataset.id, organisationId]);
  if (!grant?.id) throw new Refusal('grant_missing', { datasetId: dataset.id });
  return grant.id as string;
}

/**
 * Takes one of the K certifying looks of a control group at a hidden split; serialised per pair, so that two
 * submissions at once cannot both have the last one. Errors: `Refusal('quota_exhausted')`.
 */
export async function reserveLook(
  tx: Tx,
  look: { runId: string; controlGroup: string; hiddenDigest: string; of: number },
): Promise<number> {
  await lockLooks(tx, look.controlGroup, look.hiddenDigest);
  const used = await looksUsed(tx, look.controlGroup, look.hiddenDigest);
  if (used >= look.of) throw new Refusal('quota_exhausted', { used, of: look.of });
  await tx.query(
    'INSERT INTO look (run_id, control_group, hidden_digest, number, "of") VALUES ($1, $2, $3, $4, $5)',
    [look.runId, look.controlGroup, look.hiddenDigest, used + 1, look.of],
  );
  return used + 1;
}

/**
 * Takes a look again that a platform fault had given back, before the run is tried once more: whatever comes of it
 * now will be seen. Does nothing where none was given back. Errors: `Refusal('quota_exhausted')`.
 */
export async function retakeLook(tx: Tx, runId: string): Promise<void> {
  const [look] = await tx.query(
    'SELECT control_group, hidden_digest, "of" FROM look WHERE run_id = $1 AND NOT charged',
    [runId],
  );
  if (!look) return;
  await lockLooks(tx, look.control_group, look.hidden_digest);
  const used = await looksUsed(tx, look.control_group, look.hidden_digest);
  if (used >= look.of) throw new Refusal('quota_exhausted', { used, of: look.of });
  await tx.query('UPDATE look SET charged = true WHERE run_id = $1', [runId]);
}

async function lockLooks(tx: Tx, controlGroup: string, hiddenDigest: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `look:${controlGroup}:${hiddenDigest}`,
  ]);
}

export async function looksUsed(tx: Tx, controlGroup: string, hiddenDigest: string): Promise<number> {
  const [row] = await tx.query('SELECT looks_charged($1, $2) AS used', [controlGroup, hiddenDigest]);
  return Number(row.used);
}

/** Holds the most a run may cost. Errors: `Refusal('wallet_empty')` with what is there. */
export async function reserveWallet(
  tx: Tx,
  organisationId: string,
  runId: string,
  amount: number,
): Promise<void> {
  const [, changed] = await tx.query(
    'UPDATE wallet SET balance = balance - $2, held = held + $2 WHERE organisation_id = $1 AND balance >= $2',
    [organisationId, amount],
  );
  if (changed !== 1) {
    const [wallet] = await tx.query('SELECT balance FROM wallet WHERE organisation_id = $1', [
      organisationId,
    ]);
    throw new Refusal('wallet_empty', { needed: amount, balance: Number(wallet?.balance ?? 0) });
  }
  await entry(tx, organisationId, runId, 'hold', amount);
}

/**
 * Settles a run that has ended: spends what was used of what was held and returns the rest, once. With `spent`
 * null everything goes back and the look is not charged (platform fault, or cancelled before the program began).
 */
export async function settleRun(tx: Tx, runId: string, spent: number | null): Promise<void> {
  const [run] = await tx.query('SELECT vendor_id, held FROM run WHERE id = $1 FOR UPDATE', [runId]);
  const held = Number(run.held);
  if (spent === null) await tx.query('UPDATE look SET charged = false WHERE run_id = $1', [runId]);
  if (held === 0) return;
  const used = Math.min(held, spent ?? 0);
  await tx.query(
    'UPDATE wallet SET held = greatest(0, held - $2), balance = balance + $3 WHERE organisation_id = $1',
    [run.vendor_id, held, held - used],
  );
  await tx.query('UPDATE run SET held = 0 WHERE id = $1', [runId]);
  if (used > 0) await entry(tx, run.vendor_id, runId, 'spend', used);
  if (held > used) await entry(tx, run.vendor_id, runId, 'return', held - used);
}

async function entry(
  tx: Tx,
  organisationId: string,
  runId: string,
  kind: string,
  amount: number,
): Promise<void> {
  await tx.query(
    'INSERT INTO wallet_entry (id, organisation_id, run_id, kind, amount) VALUES ($1, $2, $3, $4, $5)',
    [newId(), organisationId, runId, kind, amount],
  );
}
