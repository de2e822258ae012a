import type { Tx } from '../database.js';
import { transition } from '../transition.js';

/** A need that is withdrawn takes its calls with it, each with the reason: before the opening cancelled, afterwards failed. */
export async function endCallsOfNeed(
  tx: Tx,
  scenarioId: string,
  by: { personId: string; organisationId: string },
  reason: string,
): Promise<void> {
  const calls: { id: string; status: string }[] = await tx.query(
    `SELECT id, status FROM open_call WHERE scenario_id = $1
     AND status IN ('draft', 'keyed', 'open', 'opened', 'consensus', 'recommended', 'standstill') ORDER BY id FOR UPDATE`,
    [scenarioId],
  );
  for (const { id, status } of calls) {
    const event = ['draft', 'keyed', 'open'].includes(status) ? 'cancel' : 'fail';
    await transition(tx, 'call', id, event, {
      by,
      set: { end_reason: reason, award: null, standstill_until: null, updated_at: new Date() },
    });
  }
}
