import type { Sought } from '@scenario-lab/db/catalogue/listing.queries';
import type { Tx } from '@scenario-lab/db/database';
import { fold } from '@scenario-lab/matching/han-fold';
import { type CardText, vectorOf } from '@scenario-lab/matching/vector';
import { wordsOf } from './card-view.js';

/** What a thing itself says; its organisation's name is added here. */
export type OwnText = Omit<CardText, 'organisation'>;

/** What a search finds a thing of this organisation by. */
export async function soughtOf(tx: Tx, ownerId: string, text: OwnText): Promise<Sought> {
  const [owner]: { name: { zh?: string; en?: string } }[] = await tx.query(
    'SELECT name FROM organisation WHERE id = $1',
    [ownerId],
  );
  const card: CardText = { ...text, organisation: wordsOf(owner?.name) };
  return { said: fold(Object.values(card).flat().join('\n')), words: vectorOf(card) };
}
