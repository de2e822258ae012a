import { type CallRecord, callFactsOf, readCallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { callPolicy } from '@scenario-lab/domain/calls/calls.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { demand } from '../http/demand.js';

type Action =
  | 'edit'
  | 'seal'
  | 'open'
  | 'unseal'
  | 'close_round'
  | 'recommend'
  | 'announce'
  | 'award'
  | 'move_up'
  | 'postpone'
  | 'cancel'
  | 'fail'
  | 'read_few'
  | 'say_why'
  | 'reopen';

export async function callOf(tx: Tx, actor: SignedIn, id: string): Promise<CallRecord> {
  const record = await readCallRecord(tx, actor, id);
  if (!record) throw new Refusal('not_found', { thing: 'call', id });
  return record;
}

export const lockCall = (tx: Tx, id: string) =>
  execute(tx, 'SELECT 1 FROM open_call WHERE id = $1 FOR UPDATE', [id]);

/** The call, locked, once the policy has said yes to it as it is now. */
export async function holdCall(tx: Tx, actor: SignedIn, id: string, action: Action): Promise<CallRecord> {
  const insist = async () => {
    const record = await callOf(tx, actor, id);
    demand(may(callPolicy, actor, `call.${action}`, callFactsOf(record)), {
      thing: 'call',
      status: record.status,
    });
    return record;
  };
  await insist();
  await lockCall(tx, id);
  return insist();
}
