import type { Sought } from '@scenario-lab/db/catalogue/listing.queries';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type OwnText, soughtAs } from '@scenario-lab/matching/card-words';
import { z } from 'zod';

const SoughtOfRow = z.object({
  name: json<{ zh?: string; en?: string }>(),
});

/** What a search finds a thing of this organisation by. */
export async function soughtOf(tx: Tx, ownerId: string, text: OwnText): Promise<Sought> {
  const owner = await queryRow(tx, SoughtOfRow, 'SELECT name FROM organisation WHERE id = $1', [ownerId]);
  return soughtAs(text, owner?.name);
}
