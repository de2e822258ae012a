import { type Search, type Searchable, wordCounts, wordsHeld } from '@scenario-lab/db/core/search';
import type { Tx } from '@scenario-lab/db/database';
import { ask, askedOf, evidence, mostRanked, planSearch, wordsOf } from '@scenario-lab/matching/ask';

/** What was typed, made ready for the database; null where nothing was. */
export async function searchOf(tx: Tx, thing: Searchable, text: string | undefined): Promise<Search | null> {
  if (!text) return null;
  const asked = ask(text);
  return { ...planSearch(asked, await wordCounts(tx, thing, askedOf(asked))), most: mostRanked };
}

/** Of the rows of a page, each with what it was found by; as they are where nothing was sought. */
export async function withReasons<Item extends { id: string }>(
  tx: Tx,
  thing: Searchable,
  text: string | undefined,
  items: readonly Item[],
): Promise<(Item & { matched?: string[] })[]> {
  if (!text || items.length === 0) return [...items];
  const asked = ask(text);
  const held = await wordsHeld(
    tx,
    thing,
    items.map(({ id }) => id),
    wordsOf(asked),
  );
  return items.map((item) => ({ ...item, matched: evidence(asked, held.get(item.id) ?? new Set()) }));
}
