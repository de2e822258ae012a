import type { Tx } from '@scenario-lab/db/database';
import {
  type EngagementRecord,
  engagementFactsOf,
  readEngagementRecord,
} from '@scenario-lab/db/engagements/engagement.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { demand } from '../http/demand.js';

/** The engagement, if there is one the actor sees and this may be done with it now. */
export async function holdEngagement(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof engagementPolicy>,
): Promise<EngagementRecord> {
  const record = await readEngagementRecord(tx, id);
  if (!record) throw new Refusal('not_found', { thing: 'engagement', id });
  demand(may(engagementPolicy, actor, action, engagementFactsOf(record)), {
    thing: 'engagement',
    status: record.status,
  });
  return record;
}
