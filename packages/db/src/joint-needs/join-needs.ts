import { z } from 'zod';
import { queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { transition } from '../transition.js';

const JoinNeedsRow = z.object({
  id: z.string(),
});

/**
 * A need was published: where it is a joint one, what it was made of is joined into it. The departments' own needs close,
 * so that nobody applies to one and the same need twice; engagements they have go on.
 */
export async function joinNeeds(
  tx: Tx,
  scenarioId: string,
  by: { personId: string; organisationId: string },
): Promise<void> {
  const joint = await queryRow(
    tx,
    JoinNeedsRow,
    "SELECT id FROM joint_need WHERE scenario_id = $1 AND status IN ('agreed', 'drafted')",
    [scenarioId],
  );
  if (!joint) return;
  // Refuses where somebody left meanwhile: then it is to be drafted anew.
  await transition(tx, 'joint_need', joint.id, 'join', { by });
  const needs = await queryRows(
    tx,
    JoinNeedsRow,
    `SELECT s.id FROM joint_member m JOIN scenario s ON s.id = m.scenario_id
     WHERE m.joint_need_id = $1 AND m.state = 'agreed' AND s.status = 'published' ORDER BY s.id`,
    [joint.id],
  );
  for (const { id } of needs)
    await transition(tx, 'scenario', id, 'close', { by, set: { updated_at: new Date() } });
}
