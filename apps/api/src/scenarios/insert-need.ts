import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { scenarioPolicy } from '@scenario-lab/domain/scenarios/scenarios.policy';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { insistOnLinks } from '../listing/chain-links.js';
import { columnsOf } from '../listing/need-columns.js';
import { insistOnceEach } from './hold-scenario.js';

/** Errors: what the policy says. */
export function insistMayCreate(actor: SignedIn): void {
  const answer = may(scenarioPolicy, actor, 'scenario.create', {
    ownerOrganisationId: actor.organisationId,
    status: null,
    publishable: false,
    hasCriteria: false,
    engagementLive: false,
    ownerVerified: false,
    jointUnsettled: false,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'scenario' });
}

/** A draft of the actor's organisation. Errors: `invalid_input`. */
export async function insertNeed(tx: Tx, actor: SignedIn, need: SaveScenario): Promise<string> {
  await checkNeed(tx, need);
  const id = newId();
  await addParty(tx, 'scenario', id, actor.organisationId, 'own');
  await execute(
    tx,
    `INSERT INTO scenario (id, owner_id, need, field, region, budget, deadline, said, words, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::tsvector, date_trunc('milliseconds', clock_timestamp()))`,
    [id, actor.organisationId, ...(await columnsOf(tx, actor.organisationId, need))],
  );
  await transition(tx, 'scenario', id, 'create', { by: actor });
  return id;
}

const CheckNeedRow = z.object({
  id: z.string(),
});

/** Errors: `invalid_input` where a field says what cannot be. */
export async function checkNeed(tx: Tx, need: SaveScenario): Promise<void> {
  insistOnceEach(need.criteria, 'criteria');
  await insistOnLinks(tx, need.chainLinks);
  if (need.questionsUntil && need.deadline && need.questionsUntil >= need.deadline)
    throw inputRefusal({ path: 'questionsUntil', code: 'not_before_the_deadline' });
  if (need.datasetIds.length === 0) return;
  const rows = await queryRows(tx, CheckNeedRow, 'SELECT id FROM dataset WHERE id = ANY($1)', [
    need.datasetIds,
  ]);
  const seen = new Set(rows.map(({ id }) => id));
  const missing = need.datasetIds.findIndex((id) => !seen.has(id));
  if (missing >= 0) throw inputRefusal({ path: `datasetIds.${missing}`, code: 'dataset_missing' });
}
