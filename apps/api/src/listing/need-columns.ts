import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { Tx } from '@scenario-lab/db/database';
import { needWords } from '@scenario-lab/matching/card-words';
import { soughtOf } from './sought.js';

/** `need`, `field`, `region`, `budget`, `deadline`, `said`, `words`. */
export async function columnsOf(tx: Tx, ownerId: string, need: SaveScenario): Promise<unknown[]> {
  const { said, words } = await soughtOf(tx, ownerId, needWords(need));
  return [JSON.stringify(need), need.field, need.region, need.budget, need.deadline, said, words];
}
