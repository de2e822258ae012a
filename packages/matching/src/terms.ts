import type { Text } from './features.js';
import { type Glossary, shippedGlossary } from './glossary.js';
import { saysNothing } from './stop-words.js';
import { pieces, wordsOf } from './tokens.js';
import { bm25 } from './weights.js';

/**
 * The terms of a need or a card (words, character pairs, single characters, as in a search), weighted; words of the trade
 * stand for the idea they share in both languages. Numbers, units and what stands in every card are no evidence.
 */
export interface Bag {
  /** Term → weighted count. */
  counts: ReadonlyMap<string, number>;
  /** Word → as it was first written; an idea (`~forecast`) is named by the glossary instead. Only words are told to people. */
  surfaces: ReadonlyMap<string, string>;
  length: number;
}

export interface Described {
  title: Text;
  text: Text;
  technologies?: readonly string[];
}

const bags = new WeakMap<Glossary, WeakMap<Described, Bag>>();

/** Remembered per object: features are values, a changed need is a new object, and so are changed synonyms. */
export function bagOf(described: Described, glossary: Glossary = shippedGlossary): Bag {
  const kept = bags.get(glossary) ?? new WeakMap<Described, Bag>();
  bags.set(glossary, kept);
  const known = kept.get(described);
  if (known) return known;
  const counts = new Map<string, number>();
  const surfaces = new Map<string, string>();
  let length = 0;
  const add = (text: string | undefined, factor: number) => {
    const count = (term: string) => {
      counts.set(term, (counts.get(term) ?? 0) + factor);
      length += factor;
    };
    for (const { term, surface } of termsOf(text ?? '', glossary)) {
      count(term);
      if (!surfaces.has(term) && [...surface].length > 1) surfaces.set(term, surface);
    }
    for (const piece of pieces(text ?? '')) if (!saysNothing(piece)) count(piece);
  };
  for (const text of [described.title.zh, described.title.en]) add(text, bm25.titleFactor);
  for (const text of [described.text.zh, described.text.en, ...(described.technologies ?? [])]) add(text, 1);
  const bag = { counts, surfaces, length };
  kept.set(described, bag);
  return bag;
}

function termsOf(text: string, glossary: Glossary): { term: string; surface: string }[] {
  let before = '';
  return wordsOf(text).flatMap(({ token, surface }) => {
    const phrase = before && glossary.conceptFor(`${before} ${token}`);
    const terms = saysNothing(token) ? [] : [{ term: glossary.conceptFor(token) ?? token, surface }];
    if (phrase) terms.push({ term: phrase, surface });
    before = token;
    return terms;
  });
}
