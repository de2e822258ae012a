import type { scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import {
  gatesOfRecord,
  readScenarioRecord,
  type ScenarioRecord,
  scenarioFacts,
} from '@scenario-lab/db/scenarios/scenarios.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { scenarioPolicy } from '@scenario-lab/domain/scenarios/scenarios.policy';
import { inputRefusal } from '../http/input-refusal.js';

type Action = 'edit' | 'reopen' | 'amend' | keyof typeof scenarioDeeds;

/** The scenario, locked, once the policy has said yes. */
export async function holdScenario(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: Action,
): Promise<ScenarioRecord> {
  const insist = async () => {
    const record = await readScenarioRecord(tx, actor, id);
    if (!record) throw new Refusal('not_found', { thing: 'scenario', id });
    const answer = may(scenarioPolicy, actor, `scenario.${action}`, scenarioFacts(record));
    if (answer.ok) return record;
    const missing = gatesOfRecord(record)[0]?.missing.join(' ');
    throw new Refusal(answer.code, answer.code === 'gate_incomplete' && missing ? { missing } : {});
  };
  await insist();
  await execute(tx, 'SELECT 1 FROM scenario WHERE id = $1 FOR UPDATE', [id]);
  return insist();
}

/** Errors: `invalid_input` at the second criterion of one name: results are told by it. */
export function insistOnceEach(criteria: readonly { id: string }[], path: string): void {
  const twice = criteria.findIndex(({ id }, at) => criteria.findIndex((other) => other.id === id) < at);
  if (twice >= 0) throw inputRefusal({ path: `${path}.${twice}.id`, code: 'criterion_twice' });
}
