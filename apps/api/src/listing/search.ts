import { type Search, type Searchable, wordCounts } from '@scenario-lab/db/core/search';
import type { Tx } from '@scenario-lab/db/database';
import { ask, askedOf, mostRanked, planSearch } from '@scenario-lab/matching/ask';

/** What was typed, made ready for the database; null where nothing was. */
export async function searchOf(tx: Tx, thing: Searchable, text: string | undefined): Promise<Search | null> {
  if (!text) return null;
  const asked = ask(text);
  return { ...planSearch(asked, await wordCounts(tx, thing, askedOf(asked))), most: mostRanked };
}
