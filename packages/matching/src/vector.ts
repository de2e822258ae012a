import { nameReadings, readingTerms, titleReadings } from './readings.js';
import { spelled, spellings } from './spelling.js';
import { terms } from './tokens.js';

/** The texts of a card by what they are; the better the place, the more a word in it says of the card. */
export interface CardText {
  title: readonly string[];
  organisation: readonly string[];
  summary: readonly string[];
  body: readonly string[];
}

const factors: Readonly<Record<keyof CardText, number>> = {
  title: 2,
  organisation: 1.5,
  summary: 1,
  body: 0.7,
};

/** BM25 (Robertson and Zaragoza 2009); `pivot` stands for the mean length, so that a card need not know the others. */
const bm25 = { k1: 1.2, b: 0.9, pivot: 200 };

/**
 * How much each term says of a card, 0 to 1: the part of BM25 that needs no other card. What is left, how rare a term
 * is, is known when somebody asks.
 */
export function impactsOf(card: CardText): Map<string, number> {
  const counts = new Map<string, number>();
  let length = 0;
  for (const [place, factor] of Object.entries(factors)) {
    for (const text of card[place as keyof CardText]) {
      const found = terms(text);
      length += found.length;
      for (const term of found) counts.set(term, (counts.get(term) ?? 0) + factor);
    }
  }
  const { k1, b, pivot } = bm25;
  const worn = k1 * (1 - b + (b * length) / pivot);
  return new Map([...counts].map(([term, count]) => [term, count / (count + worn)]));
}

/** What a label is worth to `ts_rank`, as the database's ranking functions have it: D, C, B, A. */
export const labelWorth = { D: 0.25, C: 0.45, B: 0.7, A: 0.95 } as const;
type Label = keyof typeof labelWorth;
const labels = Object.keys(labelWorth) as Label[];

/** `ts_rank` adds a quarter of a second position to the first, the greater one; that is fourteen steps. */
const steps = labels
  .flatMap((first) => [
    { worth: labelWorth[first], written: `1${first}` },
    ...labels
      .filter((second) => labelWorth[second] <= labelWorth[first])
      .map((second) => ({
        worth: labelWorth[first] + labelWorth[second] / 4,
        written: `1${first},2${second}`,
      })),
  ])
  .sort((one, other) => one.worth - other.worth);
const most = steps.at(-1)?.worth ?? 1;

/** A name read is as good as its word in a title. */
const readWorth = 0.6;

/**
 * From each of these on a card is among those a term says most of; they stand in the index under names of their own too.
 * The upper ones part the steps an impact is kept in, so that the cards of a tier are hardly to be told apart by rank.
 */
const strong = [0.5, 0.65, 0.77, 0.826, 0.874, 0.921];
/** No term begins so: terms are letters and digits. */
const strongAs = (term: string, tier: number) => `${'^'.repeat(tier)}${term}`;
/** A term's tiers, from the fewest cards to the most: the name they stand under, and what the term says of each at least. */
export const tiersOf = (term: string): { name: string; least: number }[] =>
  strong.map((least, at) => ({ name: strongAs(term, at + 1), least })).reverse();
export const strongly = (term: string): string[] => tiersOf(term).map(({ name }) => name);

/**
 * A card as a `tsvector` literal. Positions do not say where a word stands but how much it says: one of fourteen steps,
 * which `ts_rank` reads back. Words a card is strong in stand under `^word` too, `^^word` where it is stronger, and so
 * on: the best cards of a common word are found without looking at all of its cards. Latin words stand under `=word` as
 * they are spelled, for the lexicon that typing errors are looked up in.
 */
export function vectorOf(card: CardText): string {
  const lexemes: string[] = [];
  for (const [term, impact] of impactsOf(card)) {
    lexemes.push(`'${term}':${stepFor(impact)}`);
    strong.forEach((least, at) => {
      if (impact >= least) lexemes.push(`'${strongAs(term, at + 1)}':1`);
    });
  }
  for (const word of spellings(Object.values(card).flat().join('\n'))) lexemes.push(`'${spelled(word)}':1`);
  const readings = new Set([
    ...card.title.flatMap((text) => titleReadings(text).flatMap(readingTerms)),
    ...card.organisation.flatMap((text) => nameReadings(text).flatMap(readingTerms)),
  ]);
  for (const term of readings) lexemes.push(`'${term}':${stepFor(readWorth)}`);
  return lexemes.join(' ');
}

function stepFor(impact: number): string {
  const wanted = impact * most;
  let best = steps[0]!;
  for (const step of steps) if (Math.abs(step.worth - wanted) < Math.abs(best.worth - wanted)) best = step;
  return best.written;
}
