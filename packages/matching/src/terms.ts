import type { Text } from './features.js';
import { conceptFor } from './glossary.js';
import { wordsOf } from './tokens.js';
import { bm25 } from './weights.js';

/** The words of a need or a card, weighted; words of the trade stand for the idea they share in both languages. */
export interface Bag {
  /** Term → weighted count. */
  counts: ReadonlyMap<string, number>;
  /** Term → as it was first written; an idea (`~forecast`) is named by the glossary instead. */
  surfaces: ReadonlyMap<string, string>;
  length: number;
}

export interface Described {
  title: Text;
  text: Text;
  technologies?: readonly string[];
}

const bags = new WeakMap<Described, Bag>();

/** Remembered per object: features are values, a changed need is a new object. */
export function bagOf(described: Described): Bag {
  const known = bags.get(described);
  if (known) return known;
  const counts = new Map<string, number>();
  const surfaces = new Map<string, string>();
  let length = 0;
  const add = (text: string | undefined, factor: number) => {
    for (const { term, surface } of termsOf(text ?? '')) {
      counts.set(term, (counts.get(term) ?? 0) + factor);
      if (!surfaces.has(term)) surfaces.set(term, surface);
      length += factor;
    }
  };
  for (const text of [described.title.zh, described.title.en]) add(text, bm25.titleFactor);
  for (const text of [described.text.zh, described.text.en, ...(described.technologies ?? [])]) add(text, 1);
  const bag = { counts, surfaces, length };
  bags.set(described, bag);
  return bag;
}

function termsOf(text: string): { term: string; surface: string }[] {
  let before = '';
  return wordsOf(text).flatMap(({ token, surface }) => {
    const terms = [{ term: conceptFor(token) ?? token, surface }];
    const phrase = before && conceptFor(`${before} ${token}`);
    if (phrase) terms.push({ term: phrase, surface });
    before = token;
    return terms;
  });
}
