import { z } from 'zod';
import type { Tx } from '../database.js';
import { type SortKey, Where } from './page.js';
import { execute, queryOne, queryRows } from './rows.js';

/** The tables with a search vector, its index, and the functions `<table>_found` and `<table>_ranked` that ask it. */
export type Searchable = 'solution' | 'algorithm' | 'dataset' | 'scenario';

/** A search as the database carries it out (`planSearch` of matching, which says what each part is). */
export interface Search {
  found: string | null;
  said: readonly string[];
  /** Those of `likely` that are ranked whatever their number, where there are more than `most`. */
  nearest: string | null;
  likely: string | null;
  ranked: readonly { term: string; rarity: number }[];
  most: number;
}

const WordCountsRow = z.object({
  word: z.string(),
  cards: z.number(),
});

/** How many cards everybody sees hold each of these words; `''` counts the cards. A word nobody holds is left out. */
export async function wordCounts(
  tx: Tx,
  thing: Searchable,
  words: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queryRows(
    tx,
    WordCountsRow,
    'SELECT word, cards FROM search_word WHERE thing = $1 AND word = ANY($2)',
    [thing, words],
  );
  return new Map(rows.map(({ word, cards }) => [word, cards]));
}

const WordsKnownRow = z.object({
  word: z.string(),
});

/** Of Latin words, each with its stem, those that stand in some card everybody sees, whatever the catalogue. */
export async function wordsKnown(
  tx: Tx,
  words: readonly { word: string; terms: readonly string[] }[],
): Promise<Set<string>> {
  const terms = words.flatMap((one) => one.terms);
  const rows = await queryRows(
    tx,
    WordsKnownRow,
    'SELECT DISTINCT word FROM search_word WHERE word = ANY($1) AND cards > 0',
    [terms],
  );
  const held = new Set(rows.map(({ word }) => word));
  return new Set(words.filter((one) => one.terms.some((term) => held.has(term))).map(({ word }) => word));
}

const FirstFullRow = z.object({
  full: z.boolean(),
});

/** The first of ever wider circles that holds so many cards everybody sees, and the one within it; null: none does. */
export async function firstFull(
  tx: Tx,
  table: Searchable,
  circles: readonly string[],
  least: number,
): Promise<{ nearest: string | null; likely: string } | null> {
  const fills = async (at: number): Promise<boolean> => {
    const row = await queryOne(tx, FirstFullRow, `SELECT ${table}_fills($1::tsquery, $2) AS full`, [
      circles[at],
      least,
    ]);
    return row.full;
  };
  let [low, high] = [0, circles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await fills(middle)) high = middle;
    else low = middle + 1;
  }
  const likely = circles[low];
  return likely === undefined ? null : { nearest: circles[low - 1] ?? null, likely };
}

/** Whether the reader sees a card that holds one of the terms: the own drafts count, whose words nobody else may know. */
export async function holdsAny(tx: Tx, table: Searchable, terms: readonly string[]): Promise<boolean> {
  const found = await execute(tx, `SELECT ${table}_found($1::tsquery) LIMIT 1`, [
    terms.map((term) => `'${term}'`).join(' | '),
  ]);
  return found > 0;
}

/** Spellings (`=word`) of a length that hold one of some pieces, and how many cards everybody sees hold each. */
export async function spellingsNear(
  tx: Tx,
  near: { least: number; most: number; pieces: readonly string[] },
): Promise<{ word: string; cards: number }[]> {
  return queryRows(
    tx,
    WordCountsRow,
    `SELECT substr(word, 2) AS word, sum(cards)::int AS cards FROM search_word
     WHERE word LIKE '=%' AND length(word) BETWEEN $1 AND $2 AND cards > 0 AND word LIKE ANY ($3)
     GROUP BY word ORDER BY 2 DESC, 1 LIMIT 5000`,
    [near.least + 1, near.most + 1, near.pieces.map((piece) => `%${piece}%`)],
  );
}

/** Found by the index, and quoted words letter by letter in the text. `table` goes by `alias` in the query. */
export function searched(where: Where, search: Search, table: Searchable, alias: string): void {
  where.uneven = true;
  if (search.found) where.and(`${alias}.id IN (SELECT ${table}_found(?::tsquery))`, search.found);
  for (const text of search.said) {
    where.and(`${alias}.said LIKE ?`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  }
}

/**
 * Where nothing but words narrows a list of published cards: what is found comes with the columns it is counted by, and is
 * not looked up by key again, which took most of a search for a common word. Null where more has to be read of each row.
 */
export function foundOpenly(
  search: Search | null,
  table: 'solution' | 'algorithm' | 'dataset',
  alias: string,
): { where: Where; counted: string } | null {
  if (!search?.found || search.said.length > 0) return null;
  const where = new Where();
  return { where, counted: where.place(`${table}_openly_found(?::tsquery) AS ${alias}`, [search.found]) };
}

/** How well a row answers the search, best first; rows that were found and not ranked come last. */
export function relevance(search: Search | null, table: Searchable, alias: string): SortKey {
  if (!search?.likely) return { sql: '0::numeric', type: 'numeric' };
  return {
    sql: 'coalesce(ranked.score, 0)',
    type: 'numeric',
    join: {
      sql: `LEFT JOIN ${table}_ranked(?::tsquery, ?::tsquery, ?::text[]::tsquery[], ?::real[], ?) AS ranked ON ranked.id = ${alias}.id`,
      values: [
        search.nearest,
        search.likely,
        search.ranked.map(({ term }) => `'${term}'`),
        search.ranked.map(({ rarity }) => rarity),
        search.most,
      ],
    },
  };
}

const WordsHeldRow = z.object({
  id: z.string(),
  held: z.array(z.string()),
});

/** Which of some words stand in the text of some cards. */
export async function wordsHeld(
  tx: Tx,
  table: Searchable,
  ids: readonly string[],
  words: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const rows = await queryRows(
    tx,
    WordsHeldRow,
    `SELECT id, ARRAY(SELECT w FROM unnest($2::text[]) AS w WHERE strpos(said, w) > 0) AS held
     FROM ${table} WHERE id = ANY($1)`,
    [ids, words],
  );
  return new Map(rows.map(({ id, held }) => [id, new Set(held)]));
}
