import type { Sought } from '@scenario-lab/db/catalogue/listing.queries';
import type { Tx } from '@scenario-lab/db/database';
import { type OwnText, soughtAs } from '@scenario-lab/matching/card-words';

/** What a search finds a thing of this organisation by. */
export async function soughtOf(tx: Tx, ownerId: string, text: OwnText): Promise<Sought> {
  const [owner]: { name: { zh?: string; en?: string } }[] = await tx.query(
    'SELECT name FROM organisation WHERE id = $1',
    [ownerId],
  );
  return soughtAs(text, owner?.name);
}
