import { z } from 'zod';
import { queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { transition } from '../transition.js';

const EndCallsOfNeedRow = z.object({
  id: z.string(),
  status: z.string(),
});

/** A need that is withdrawn takes its calls with it, each with the reason: before the opening cancelled, afterwards failed. */
export async function endCallsOfNeed(
  tx: Tx,
  scenarioId: string,
  by: { personId: string; organisationId: string },
  reason: string,
): Promise<void> {
  const calls = await queryRows(
    tx,
    EndCallsOfNeedRow,
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
