import { pinyin } from 'pinyin-pro';
import type { Also } from './also.js';
import { fold } from './han-fold.js';
import { partsOf } from './query-parts.js';
import { hanWords, tokens } from './tokens.js';

/** No term begins so: how a Chinese word is read, whole and by its initials. */
const read = (spelling: string) => `@${spelling}`;
const initialled = (letters: string) => `@.${letters}`;

/** A part of a name and how it is typed by who has no Chinese keyboard at hand, or no patience. */
export interface Reading {
  surface: string;
  /** shuiwuju */
  whole: string;
  /** swj; empty for what is too short to be known by its initials. */
  initials: string;
}

const kept = new Map<string, { whole: string; initials: string }>();
const mostKept = 50_000;

/** Reading a word takes a tenth of a millisecond, and words come again. ü is typed v. */
function readingOf(word: string): { whole: string; initials: string } {
  const known = kept.get(word);
  if (known) return known;
  const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true }).map((one) =>
    one.replace(/[^a-z]/g, ''),
  );
  const made = { whole: syllables.join(''), initials: syllables.map((one) => one[0] ?? '').join('') };
  if (kept.size >= mostKept) kept.clear();
  kept.set(word, made);
  return made;
}

const fewestInitials = 3;

/** A title's words; what is typed for several of them in a row is taken apart when it is asked for. */
export function titleReadings(title: string): Reading[] {
  const words = tokens(title).filter((word) => /^\p{Script=Han}{2,}$/u.test(word));
  return unique(words.map((word) => joined([word])));
}

/** An organisation goes by any of its name's words in a row: 成都市水务局 is 水务局, swj and cdsswj. */
export function nameReadings(name: string): Reading[] {
  const found = hanWords(name).flatMap((words) =>
    words.slice(0, 16).flatMap((_, from) =>
      words
        .slice(from, from + 8)
        .map((_word, more) => joined(words.slice(from, from + more + 1)))
        .filter(({ surface }) => [...surface].length > 1),
    ),
  );
  return unique(found);
}

function joined(words: readonly string[]): Reading {
  const parts = words.map(readingOf);
  const initials = parts.map((part) => part.initials).join('');
  return {
    surface: words.join(''),
    whole: parts.map((part) => part.whole).join(''),
    initials: initials.length >= fewestInitials ? initials : '',
  };
}

const unique = (readings: readonly Reading[]) => [
  ...new Map(readings.map((one) => [one.surface, one])).values(),
];

/** The terms a reading is found by. */
export const readingTerms = ({ whole, initials }: Reading): string[] => [
  ...(whole ? [read(whole)] : []),
  ...(initials ? [initialled(initials)] : []),
];

/** What is typed for it. */
export const typedFor = ({ whole, initials }: Reading): string[] => [whole, initials].filter(Boolean);

/** A whole query as somebody types a name: letters alone, spaces and apostrophes between syllables aside. */
export const typedName = (query: string): string | null => {
  const letters = fold(query).replace(/[\s'’]/g, '');
  return /^[a-z]{3,60}$/.test(letters) ? letters : null;
};

/** What a query may mean to be read: its Latin words, and those typed in a row as one; not in quotes or with a minus. */
export function readable(query: string): string[] {
  const words = partsOf(query).flatMap(({ minus, quoted, plain }) => {
    const text = fold(plain ?? '').replaceAll("'", '');
    return !minus && quoted === undefined && /^[a-z]{1,24}$/.test(text) ? [text] : [''];
  });
  const rows = words
    .join(' ')
    .split(/ {2,}/)
    .map((row) => row.trim().split(' ').filter(Boolean));
  const asked = rows.flatMap((row) => [...row, ...(row.length > 1 ? [row.join('')] : [])]);
  return [...new Set(asked.filter((one) => one.length >= fewestInitials && one.length <= 24))];
}

/** How a word would stand among the words of a card if it were read so in one. */
export const wholeReadings = (word: string): string[] => [read(word), initialled(word)];

/** Every term that `readAs` wants to know of. */
export function askedReadings(word: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < word.length; from += 1)
    for (let to = from + 2; to <= word.length; to += 1) pieces.push(read(word.slice(from, to)));
  return [...pieces, initialled(word)];
}

/**
 * What a typed word is the reading of, where cards hold it: a name's, several words' in a row, or a name's initials. Initials
 * and rows of words are not looked for in what is a word of its own.
 */
export function readAs(word: string, known: (term: string) => boolean): Also[] {
  const own = tokens(word).some(known);
  if (word.length > fewestInitials && known(read(word))) return [{ terms: [read(word)], part: 1 }];
  if (own) return [];
  const found: Also[] = [];
  const row = takenApart(word, known);
  if (row) found.push({ terms: row.map(read), part: 1 });
  if (known(initialled(word))) found.push({ terms: [initialled(word)], part: 1 });
  return found;
}

/** As few known readings as make up the word; null where there are none. */
function takenApart(word: string, known: (term: string) => boolean): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let to = 1; to <= word.length; to += 1) {
    best[to] = null;
    for (let from = 0; from <= to - 2; from += 1) {
      const [before, piece] = [best[from], word.slice(from, to)];
      if (before && known(read(piece)) && (best[to]?.length ?? 99) > before.length + 1)
        best[to] = [...before, piece];
    }
  }
  return best[word.length] ?? null;
}

/** Of names, the parts that are read as what was typed. */
export function readingsHeld(word: string, names: readonly Reading[]): string[] {
  const whole = names.filter((one) => one.whole === word || one.initials === word);
  if (whole.length > 0) return whole.map(({ surface }) => surface);
  const known = new Set(names.map((one) => read(one.whole)));
  const row = takenApart(word, (term) => known.has(term)) ?? [];
  return names.filter((one) => row.includes(one.whole)).map(({ surface }) => surface);
}
