import {
  holdsAny,
  type Search,
  type Searchable,
  spellingsNear,
  wordCounts,
  wordsHeld,
  wordsKnown,
} from '@scenario-lab/db/core/search';
import type { Tx } from '@scenario-lab/db/database';
import {
  type Ask,
  ask,
  askedOf,
  evidence,
  mostRanked,
  planSearch,
  wordsOf,
} from '@scenario-lab/matching/ask';
import type { Synonym } from '@scenario-lab/matching/glossary';
import {
  meant,
  mostErrors,
  piecesKept,
  respelled,
  spellable,
  spelled,
} from '@scenario-lab/matching/spelling';
import { tokens } from '@scenario-lab/matching/tokens';
import { labGlossary } from './lab-glossary.js';

/** What was typed, made ready for the database, and what it was taken for. */
export interface CardSearch extends Search {
  asked: Ask;
  corrected: { typed: string; taken: string }[];
  /** Other words for what was typed. */
  synonyms: readonly Synonym[];
}

/** Of what a word weighs that was typed; one that stands for it says a little less. */
const synonymPart = 0.5;

interface Typed {
  q?: string | undefined;
  /** Letter by letter: no typing error is looked for. */
  literal?: 'true' | undefined;
}

/** Null where nothing was typed. */
export async function searchOf(tx: Tx, thing: Searchable, { q, literal }: Typed): Promise<CardSearch | null> {
  if (!q) return null;
  const corrected = literal ? [] : await corrections(tx, thing, q);
  const taken = new Map(corrected.map((one) => [one.typed, one.taken]));
  const asked = ask(corrected.length > 0 ? respelled(q, taken) : q);
  const synonyms = literal ? [] : (await labGlossary(tx)).glossary.others(asked.loose);
  const also = synonyms.map(({ terms }) => ({ terms, part: synonymPart }));
  const plan = planSearch(asked, await wordCounts(tx, thing, askedOf(asked, also)), also);
  return { ...plan, most: mostRanked, asked, corrected, synonyms };
}

/** Words that stand in no card anybody sees, and the words they are near to. */
async function corrections(tx: Tx, thing: Searchable, q: string): Promise<CardSearch['corrected']> {
  const typed = spellable(q).map((word) => ({ word, terms: [spelled(word), ...tokens(word)] }));
  if (typed.length === 0) return [];
  const known = await wordsKnown(tx, typed);
  const found: CardSearch['corrected'] = [];
  for (const { word, terms } of typed) {
    if (known.has(word) || (await holdsAny(tx, thing, terms))) continue;
    const errors = mostErrors(word);
    const candidates = await spellingsNear(tx, {
      least: word.length - errors,
      most: word.length + errors,
      pieces: piecesKept(word),
    });
    const taken = meant(word, candidates);
    if (taken) found.push({ typed: word, taken: taken.word });
  }
  return found;
}

/** Of the rows of a page, each with what it was found by; as they are where nothing was sought. */
export async function withReasons<Item extends { id: string }>(
  tx: Tx,
  thing: Searchable,
  search: CardSearch | null,
  items: readonly Item[],
): Promise<(Item & { matched?: string[] })[]> {
  if (!search || items.length === 0) return [...items];
  const { asked, synonyms } = search;
  const others = [...new Set(synonyms.map(({ surface }) => surface))];
  const held = await wordsHeld(
    tx,
    thing,
    items.map(({ id }) => id),
    [...wordsOf(asked), ...others],
  );
  return items.map((item) => {
    const holds = held.get(item.id) ?? new Set<string>();
    const found = evidence(asked, holds);
    // Another word is told of where what was typed for it does not stand there itself.
    const instead = synonyms.filter(
      ({ surface, typed }) => holds.has(surface) && !typed.some((one) => holds.has(one)),
    );
    return { ...item, matched: [...new Set([...found, ...instead.map(({ surface }) => surface)])] };
  });
}
