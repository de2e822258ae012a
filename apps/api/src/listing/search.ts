import type { Text } from '@scenario-lab/contracts/common';
import {
  firstFull,
  holdsAny,
  type Search,
  type Searchable,
  spellingsNear,
  wordCounts,
  wordsHeld,
  wordsKnown,
} from '@scenario-lab/db/core/search';
import type { Tx } from '@scenario-lab/db/database';
import type { Also } from '@scenario-lab/matching/also';
import {
  type Ask,
  ask,
  askedOf,
  enough,
  evidence,
  mostRanked,
  planSearch,
  wordsOf,
} from '@scenario-lab/matching/ask';
import type { Synonym } from '@scenario-lab/matching/glossary';
import {
  askedReadings,
  nameReadings,
  readAs,
  readable,
  readingsHeld,
  titleReadings,
  wholeReadings,
} from '@scenario-lab/matching/readings';
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
  /** Words that were looked for as readings of names too. */
  read: readonly string[];
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
  const readings = literal ? [] : await readingsOf(tx, thing, q);
  const read = readings.map(({ word }) => word);
  const corrected = literal ? [] : await corrections(tx, thing, q, new Set(read));
  const taken = new Map(corrected.map((one) => [one.typed, one.taken]));
  const asked = ask(corrected.length > 0 ? respelled(q, taken) : q);
  const synonyms = literal ? [] : (await labGlossary(tx)).glossary.others(asked.loose);
  const also = [
    ...readings.flatMap((one) => one.also),
    ...synonyms.map(({ terms }) => ({ terms, part: synonymPart })),
  ];
  const plan = planSearch(asked, await wordCounts(tx, thing, askedOf(asked, also)), also);
  const { circles, ...rest } = plan;
  const best = (await firstFull(tx, thing, circles, enough)) ?? { nearest: null, likely: plan.likely };
  return { ...rest, ...best, most: mostRanked, asked, corrected, read, synonyms };
}

/** Typed words that are how names are read in some card everybody sees. */
async function readingsOf(
  tx: Tx,
  thing: Searchable,
  q: string,
): Promise<{ word: string; also: readonly Also[] }[]> {
  const words = readable(q);
  if (words.length === 0) return [];
  const asked = words.flatMap((word) => [...tokens(word), ...askedReadings(word)]);
  const counts = await wordCounts(tx, thing, asked);
  const known = (term: string) => (counts.get(term) ?? 0) > 0;
  return words.map((word) => ({ word, also: readAs(word, known) })).filter(({ also }) => also.length > 0);
}

/** Words that stand in no card anybody sees, and the words they are near to. */
async function corrections(
  tx: Tx,
  thing: Searchable,
  q: string,
  read: ReadonlySet<string>,
): Promise<CardSearch['corrected']> {
  const typed = spellable(q)
    .filter((word) => !read.has(word))
    .map((word) => ({ word, terms: [spelled(word), ...tokens(word), ...wholeReadings(word)] }));
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

interface Named {
  id: string;
  title: Text;
  owner: { name: Text };
}

/** Of the rows of a page, each with what it was found by; as they are where nothing was sought. */
export async function withReasons<Item extends Named>(
  tx: Tx,
  thing: Searchable,
  search: CardSearch | null,
  items: readonly Item[],
): Promise<(Item & { matched?: string[] })[]> {
  if (!search || items.length === 0) return [...items];
  const { asked, read, synonyms } = search;
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
    const matched = [...found, ...readIn(item, read), ...instead.map(({ surface }) => surface)];
    return { ...item, matched: [...new Set(matched)] };
  });
}

const readIn = ({ title, owner }: Named, read: readonly string[]) => {
  if (read.length === 0) return [];
  const names = [...titleReadings(title.zh ?? ''), ...nameReadings(owner.name.zh ?? '')];
  return read.flatMap((word) => readingsHeld(word, names));
};
