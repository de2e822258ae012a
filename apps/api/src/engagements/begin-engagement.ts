import { execute } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';

interface Sides {
  vendor_id: string;
  department_id: string;
}
interface Opening {
  scenarioId: string;
  solutionId: string;
  proposal: string;
  predictions: readonly { criterion: string; value: number }[];
}

/** Errors of the database: `23505` where the pair has a live engagement; the index decides between two who open it at once. */
export async function beginEngagement(
  tx: Tx,
  actor: SignedIn,
  event: 'propose' | 'invite',
  sides: Sides,
  opening: Opening,
): Promise<string> {
  const id = newId();
  // Whoever opens it states first that it is theirs; only then may the other side be let in.
  const first = event === 'propose' ? sides.vendor_id : sides.department_id;
  const second = event === 'propose' ? sides.department_id : sides.vendor_id;
  await addParty(tx, 'engagement', id, first, 'own');
  await addParty(tx, 'engagement', id, second, 'act');
  await execute(
    tx,
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, proposal, predictions)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      opening.scenarioId,
      opening.solutionId,
      sides.vendor_id,
      sides.department_id,
      opening.proposal,
      JSON.stringify(opening.predictions),
    ],
  );
  await transition(tx, 'engagement', id, event, { by: actor });
  return id;
}
