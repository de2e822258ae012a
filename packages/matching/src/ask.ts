import type { Also } from './also.js';
import { circlesOf } from './circles.js';
import { fold } from './han-fold.js';
import { partsOf } from './query-parts.js';
import { isMeasure } from './stop-words.js';
import { terms, tokens } from './tokens.js';
import { strongly } from './vector.js';

/** What somebody typed into a search, taken apart. */
export interface Ask {
  /** Folded, without what quotes and minus signs took out of it. */
  text: string;
  /** Of it, what stood outside quotes. */
  loose: string;
  /** Every term, and how often it was asked for; all of them are optional. */
  terms: ReadonlyMap<string, number>;
  /** In quotes: must stand in the text as it is. */
  phrases: readonly { said: string; terms: readonly string[] }[];
  /** After a minus: what holds all terms of one of these is not wanted. */
  without: readonly (readonly string[])[];
}

/** Quotes of any kind ask for a phrase, a minus before a word or a phrase leaves it out. */
export function ask(query: string): Ask {
  const phrases: Ask['phrases'][number][] = [];
  const without: string[][] = [];
  const plain: string[] = [];
  const loose: string[] = [];
  for (const { minus, quoted, plain: bare } of partsOf(query)) {
    const text = quoted ?? bare ?? '';
    const found = unique(terms(text));
    if (minus) {
      if (found.length > 0) without.push(found);
      continue;
    }
    if (quoted) phrases.push({ said: fold(text).trim(), terms: found });
    else loose.push(text);
    plain.push(text);
  }
  const counts = new Map<string, number>();
  // Parted by spaces, as typed: no pair is made across them.
  for (const term of terms(plain.join(' '))) counts.set(term, (counts.get(term) ?? 0) + 1);
  // A lone character is a part of many words before it is a unit.
  const telling = new Map([...counts].filter(([term]) => !isWord(term) || !isMeasure(term)));
  return {
    text: fold(plain.join(' ')).trim(),
    loose: fold(loose.join(' ')).trim(),
    terms: hasWords(telling) || !hasWords(counts) ? telling : counts,
    phrases,
    without,
  };
}

const hasWords = (counts: ReadonlyMap<string, number>) => [...counts.keys()].some(isWord);
/** A word or a pair of characters; a lone character finds only where nothing else was typed. */
const isWord = (term: string) => [...term].length > 1;

/** How many cards that everybody sees there are (`''`), and how many hold a term. */
export type Frequencies = ReadonlyMap<string, number>;

/** The names under which `planSearch` wants to know frequencies. */
export function askedOf({ terms: asked }: Ask, also: readonly Also[] = []): string[] {
  const all = [...new Set([...asked.keys(), ...also.flatMap((one) => one.terms)])];
  return ['', ...all, ...all.flatMap(strongly)];
}

/** A search as the database carries it out. */
export interface SearchPlan {
  /** A `tsquery`: what is found. Null where nothing was typed that could be looked up. */
  found: string | null;
  /** What must stand in the folded text, letter by letter. */
  said: readonly string[];
  /** A `tsquery`: among these are the best; what else is found comes after them, unranked. */
  likely: string | null;
  /**
   * Where `likely` is more than is ranked: `tsquery`s of ever fewer and better cards, the fewest first. The best are in the
   * first that holds `enough`.
   */
  circles: readonly string[];
  /** Each term as a `tsquery` and its rarity (idf of BM25, times how often it was asked for). */
  ranked: readonly { term: string; rarity: number }[];
}

/** Cards ranked in full, at most; more would make a common word slow and change nothing on its first pages. */
export const mostRanked = 600;
/** Fewer cards than this do not fill the pages people look at. */
export const enough = 200;
/** Whatever is this much commoner than the rarest word asked for does not find a card by itself. */
const commonest = 0.5;

/**
 * All words are optional and the rare ones weigh more. Found is what holds a word or a pair of characters that is
 * not much commoner than the rarest one asked for; single characters and common words only help to rank. What no public
 * card holds is asked for all the same: the asker's own drafts may.
 */
export function planSearch(asked: Ask, frequencies: Frequencies, also: readonly Also[] = []): SearchPlan {
  const cards = frequencies.get('') ?? 0;
  const of = (term: string) => frequencies.get(term) ?? 0;
  const idf = (term: string) => Math.log(1 + (cards - of(term) + 0.5) / (of(term) + 0.5));
  const ranked = [...asked.terms]
    .map(([term, count]) => ({ term, rarity: idf(term) * count }))
    .sort((one, other) => other.rarity - one.rarity || (one.term < other.term ? -1 : 1));

  const words = [...asked.terms.keys()].filter(isWord);
  const typed = words.length > 0 ? words : [...asked.terms.keys()];
  const known = typed.filter((term) => of(term) > 0).sort((one, other) => of(one) - of(other));
  const bar = known.length > 0 ? idf(known[0] ?? '') * commonest : 0;
  const more = also.filter(({ terms: every }) => every.length > 0 && every.every((term) => of(term) > 0));
  for (const { terms: every, part } of more)
    for (const term of every)
      if (!asked.terms.has(term)) ranked.push({ term, rarity: (idf(term) * part) / every.length });
  const finders = [typed.map((term) => [term]), more.map(({ terms: every }) => every)].flat();
  const finding = finders
    .map((every) => ({ every, cards: Math.min(...every.map(of)) }))
    .filter(({ cards, every }) => cards === 0 || Math.max(...every.map(idf)) >= bar)
    .sort((one, other) => one.cards - other.cards || (one.every.join() < other.every.join() ? -1 : 1));

  const must = asked.phrases.filter((phrase) => phrase.terms.length > 0).map((phrase) => all(phrase.terms));
  const not = asked.without.map((left) => `!${all(left)}`);
  const optional = must.length > 0 || finding.length === 0 ? [] : [any(finding.map(({ every }) => every))];
  const found = [...optional, ...must, ...not].join(' & ') || null;
  const taken = likeliest(finding);
  const within = (names: readonly string[]) => [...names, ...must, ...not].join(' & ');
  const likely = found && within(taken.length > 0 ? [any(taken.map(({ every }) => every))] : []);
  // A draft of one's own may hold what no public card does: it is ranked, whatever is the best of the others.
  const unknown = taken.filter((one) => one.cards === 0).map(({ every }) => every);
  const common = taken.find((one) => one.cards > mostRanked);
  const circles = common
    ? circlesOf(ranked, of).map((names) => {
        const circle = finds(names, finding) ? names : [...names, ...common.every];
        return within([any([...unknown, circle])]);
      })
    : [];
  const said = asked.phrases.map((phrase) => phrase.said);
  // Only stop words: what was typed must stand in the text.
  if (optional.length === 0 && must.length === 0 && asked.text && said.length === 0) said.push(asked.text);
  return { found, said, likely, circles, ranked };
}

interface Finder {
  every: readonly string[];
  cards: number;
}

/** The rarest words, as many as stay within what is ranked; where even the rarest anybody has published is common, that one. */
function likeliest(finding: readonly Finder[]): Finder[] {
  const taken: Finder[] = [];
  let found = 0;
  for (const one of finding) {
    found += one.cards;
    if (found > mostRanked && taken.some(({ cards }) => cards > 0)) break;
    taken.push(one);
    if (found > mostRanked) break;
  }
  return taken;
}

/** Whether all cards that hold these names are found. */
function finds(names: readonly string[], finding: readonly Finder[]): boolean {
  const terms = new Set(names.map((name) => name.replace(/^\^+/, '')));
  return finding.some(({ every }) => every.every((term) => terms.has(term)));
}

const quoted = (term: string) => `'${term}'`;
const any = (found: readonly (readonly string[])[]) =>
  `(${found.map((every) => (every.length === 1 ? quoted(every[0] as string) : all(every))).join(' | ')})`;
const all = (found: readonly string[]) => `(${found.map(quoted).join(' & ')})`;
const unique = (found: readonly string[]) => [...new Set(found)];

/** Words a reader would call a match; pairs and single characters are how they were found. */
export function wordsAsked({ text }: Ask): string[] {
  return unique(tokens(text)).filter((word) => !isMeasure(word));
}

/** The words and pairs of an ask, by which `evidence` says why a card was found. */
export const wordsOf = ({ terms: asked, phrases }: Ask): string[] => {
  const all = [...asked.keys(), ...phrases.flatMap((phrase) => phrase.terms)];
  return all.some(isWord) ? unique(all.filter(isWord)) : unique(all);
};

/**
 * Why a card was found: of what was typed, the longest pieces made of words that the card holds, in the order they
 * were typed. `held` are those of `wordsOf(asked)` that stand in the card's folded text.
 */
export function evidence(asked: Ask, held: ReadonlySet<string>): string[] {
  const { text } = asked;
  const covered = new Uint8Array(text.length);
  for (const word of held) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      let end = at + word.length;
      // A stem stands for the whole word that was typed.
      if (/[a-z]$/.test(word)) while (/[a-z]/.test(text[end] ?? '')) end += 1;
      covered.fill(1, at, end);
    }
  }
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (covered[at] === 0) continue;
    let end = at;
    while (end < text.length && covered[end] === 1) end += 1;
    pieces.push(text.slice(at, end).trim());
    at = end;
  }
  return unique(pieces.filter((piece) => piece !== ''));
}
