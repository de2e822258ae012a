import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { panelPolicy } from '@scenario-lab/domain/calls/panel.policy';
import { may } from '@scenario-lab/domain/policy';
import { demand } from '../http/demand.js';
import { callOf } from './hold-call.js';

type Action =
  | 'give'
  | 'vacate'
  | 'substitute'
  | 'take'
  | 'declare'
  | 'step_back'
  | 'score'
  | 'hand_in'
  | 'change'
  | 'read';

export const panelFactsOf = (record: CallRecord) => ({
  status: record.status,
  ownerOrganisationId: record.department.id,
  seat: record.seat,
});

/** Not the call's row: whoever takes a seat may not change that yet. */
export const lockPanel = (tx: Tx, callId: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`panel ${callId}`]);

/** The call, one deed of its panel at a time, once the policy has said yes to it as it is now. */
export async function holdPanel(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: Action,
): Promise<CallRecord & { seatNumber: number }> {
  const insist = async () => {
    const record = await callOf(tx, actor, id);
    demand(may(panelPolicy, actor, `panel.${action}`, panelFactsOf(record)), {
      thing: 'call',
      status: record.status,
    });
    return record;
  };
  const first = await insist();
  if (action === 'read') return { ...first, seatNumber: first.seat?.number ?? 0 };
  await lockPanel(tx, id);
  const record = await insist();
  return { ...record, seatNumber: record.seat?.number ?? 0 };
}
