import { fold } from './han-fold.js';
import { partsOf } from './query-parts.js';

/** No term begins so: a Latin word as it is spelled, beside its stem. */
export const spelled = (word: string) => `=${word}`;

/** Words of letters alone; codes and figures are never taken for others. */
const word = /(?<![a-z\p{N}_])[a-z]{4,40}(?![a-z\p{N}_])/gu;
/** Short and all in capitals: an abbreviation, not a word somebody mistyped. */
const abbreviation = /^[A-Z]{1,5}$/;

/** Latin words of a text that a spelling may be looked up for. */
export const spellings = (text: string): string[] => [...new Set(fold(text).match(word))];

/** What was typed that may hold a typing error: words of letters outside quotes, minus signs and codes. */
export function spellable(query: string): string[] {
  return [
    ...new Set(
      partsOf(query).flatMap(({ minus, quoted, plain }) => {
        const text = plain?.normalize('NFKC') ?? '';
        if (minus || quoted !== undefined || /\p{N}/u.test(text) || abbreviation.test(text)) return [];
        return spellings(text);
      }),
    ),
  ];
}

/** The query with some of its words exchanged, wherever they were typed as mere words. */
export function respelled(query: string, taken: ReadonlyMap<string, string>): string {
  return partsOf(query)
    .map(({ whole, minus, quoted }) =>
      minus || quoted !== undefined || /\p{N}/u.test(whole)
        ? whole
        : fold(whole).replace(word, (typed) => taken.get(typed) ?? typed),
    )
    .join(' ');
}

/** How many keystrokes a word may be off: one, or two from eight letters on. */
export const mostErrors = (typed: string) => (typed.length < 8 ? 1 : 2);

/**
 * Whatever is at most `mostErrors` off holds one of these pieces whole: each error spoils one of them, two letters
 * exchanged spoil two.
 */
export function piecesKept(typed: string): string[] {
  const count = 2 * mostErrors(typed) + 1;
  return Array.from({ length: count }, (_, at) =>
    typed.slice(Math.floor((at * typed.length) / count), Math.floor(((at + 1) * typed.length) / count)),
  ).filter((piece) => piece !== '');
}

/**
 * The word that was meant: nearest first, then one with the same first letter, then the one most cards hold. In short
 * words the first letter must be right, or too many others are as near. Null where none is near enough.
 */
export function meant(
  typed: string,
  known: readonly { word: string; cards: number }[],
): { word: string; errors: number } | null {
  const most = mostErrors(typed);
  const near = known
    .filter((one) => typed.length > 5 || one.word[0] === typed[0])
    .map(({ word, cards }) => ({
      word,
      cards,
      errors: errorsBetween(typed, word),
      first: word[0] === typed[0] ? 0 : 1,
    }))
    .filter(({ errors }) => errors > 0 && errors <= most)
    .sort(
      (one, other) =>
        one.errors - other.errors ||
        one.first - other.first ||
        other.cards - one.cards ||
        (one.word < other.word ? -1 : 1),
    );
  return near[0] ? { word: near[0].word, errors: near[0].errors } : null;
}

/** Letters added, left out, taken for others, or two neighbours exchanged (optimal string alignment). */
export function errorsBetween(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      let least = Math.min(line[at - 1]! + 1, last[at]! + 1, last[at - 1]! + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        least = Math.min(least, before[at - 2]! + 1);
      line.push(least);
    }
    [before, last] = [last, line];
  }
  return last[other.length]!;
}
