import { lockCard, publishCard, saveCard } from '@scenario-lab/db/catalogue/listing.queries';
import { queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type Deed, transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { type Before, digestSql, standingFor } from './take-over.js';

/** All as it was before, but for what somebody has changed since. Returns how many could be. */
export async function takeBack(
  tx: Tx,
  by: NonNullable<Deed['by']>,
  steps: readonly Before[],
): Promise<number> {
  let undone = 0;
  for (const step of steps) undone += (await takeOneBack(tx, by, step)) ? 1 : 0;
  return undone;
}

const TakeOneBackRow = z.object({
  digest: z.string().nullable(),
});

/** False where somebody has changed it since: then it stays. */
async function takeOneBack(tx: Tx, by: NonNullable<Deed['by']>, step: Before): Promise<boolean> {
  const id = step.datasetId;
  const held = await lockCard(tx, 'dataset', id);
  const now = await queryRow(tx, TakeOneBackRow, `SELECT ${digestSql} AS digest FROM dataset WHERE id = $1`, [
    id,
  ]);
  if (!held || now?.digest !== step.digest || held.facts.status !== 'listed') return false;
  // As it was before it differs from what was read last; the next harvest is to see that.
  const forget = { harvest_digest: null };
  if (step.card) {
    await saveCard(tx, 'dataset', id, step.card, null);
    await transition(tx, 'dataset', id, 'harvest_again', { by, set: { harvest: step.harvest, ...forget } });
    const standing = await standingFor(tx, held.facts.ownerOrganisationId);
    await publishCard(tx, 'dataset', id, standing(step.card));
  }
  if (!step.card || !step.listed) {
    // Nobody has delisted it by hand: a source may bring it once more.
    const set = { listed: null, harvest_source_id: null, ...forget };
    await transition(tx, 'dataset', id, 'delist', { by, set });
  }
  return true;
}
