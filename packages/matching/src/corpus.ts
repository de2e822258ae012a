import type { ScenarioFeatures, SolutionFeatures } from './features.js';
import { type Glossary, shippedGlossary } from './glossary.js';
import { type Bag, bagOf, type Described } from './terms.js';
import { bm25, feedback } from './weights.js';

/** How common words are among the cards: what BM25 needs to know. */
export interface CorpusStats {
  documents: number;
  averageLength: number;
  documentFrequency: ReadonlyMap<string, number>;
  postings: ReadonlyMap<string, Postings>;
  /** The cards' terms, in the order the postings number them. */
  bags: readonly Bag[];
  /** Which words stand for one idea. */
  glossary: Glossary;
}

/** Which cards hold a term, and how much it is worth there (saturated and length-normalised, 0 to 1). */
export interface Postings {
  cards: Uint32Array;
  impacts: Float32Array;
}

export interface Corpus extends CorpusStats {
  /** In order of id. */
  solutions: readonly SolutionFeatures[];
}

/** An inverted index over the cards; throws on a doubled id. */
export function buildCorpus(
  solutions: readonly SolutionFeatures[],
  glossary: Glossary = shippedGlossary,
): Corpus {
  const ordered = [...solutions].sort((one, other) => (one.id < other.id ? -1 : 1));
  ordered.forEach((solution, index) => {
    if (ordered[index + 1]?.id === solution.id) throw new Error(`Solution ${solution.id} is given twice`);
  });
  return { solutions: ordered, ...indexOf(ordered, glossary) };
}

export function indexOf(described: readonly Described[], glossary: Glossary = shippedGlossary): CorpusStats {
  const bags = described.map((one) => bagOf(one, glossary));
  const averageLength = bags.reduce((sum, bag) => sum + bag.length, 0) / Math.max(1, bags.length);
  const gathered = new Map<string, { cards: number[]; impacts: number[] }>();
  bags.forEach((bag, card) => {
    for (const [term, count] of bag.counts) {
      let entry = gathered.get(term);
      if (!entry) {
        entry = { cards: [], impacts: [] };
        gathered.set(term, entry);
      }
      entry.cards.push(card);
      entry.impacts.push(impactOf(count, bag.length, averageLength));
    }
  });
  const postings = new Map<string, Postings>();
  const documentFrequency = new Map<string, number>();
  for (const [term, { cards, impacts }] of gathered) {
    postings.set(term, { cards: Uint32Array.from(cards), impacts: Float32Array.from(impacts) });
    documentFrequency.set(term, cards.length);
  }
  return { documents: bags.length, averageLength, documentFrequency, postings, bags, glossary };
}

function impactOf(count: number, length: number, averageLength: number): number {
  const { k1, b } = bm25;
  return count / (count + k1 * (1 - b + (b * length) / Math.max(averageLength, 1)));
}

export interface QueryTerm {
  term: string;
  /** Share of the query; all shares together are at most one. */
  share: number;
}

const queries = new WeakMap<Described, { stats: CorpusStats; terms: QueryTerm[] }>();

/** The terms of a need and what they bring along, remembered per need; shares sum to one at most. */
export function queryOf(scenario: ScenarioFeatures, stats: CorpusStats): QueryTerm[] {
  const known = queries.get(scenario);
  if (known?.stats === stats) return known.terms;
  const terms = widened(termsOf(scenario, stats), stats);
  queries.set(scenario, { stats, terms });
  return terms;
}

/**
 * The terms of a need that the cards know, weighted by rarity (idf of BM25), the strongest first. Shares are of all its terms:
 * a need of which the cards know a character or two is not covered by them.
 */
export function termsOf(scenario: Described, stats: CorpusStats): QueryTerm[] {
  const weighed: QueryTerm[] = [];
  let total = 0;
  for (const [term, count] of bagOf(scenario, stats.glossary).counts) {
    const frequency = stats.documentFrequency.get(term) ?? 0;
    const share = idfOf(frequency, stats) * count;
    total += share;
    if (frequency > 0) weighed.push({ term, share });
  }
  weighed.sort((one, other) => other.share - one.share || (one.term < other.term ? -1 : 1));
  return weighed.slice(0, bm25.queryTerms).map(({ term, share }) => ({ term, share: share / total }));
}

const wholeOf = (terms: readonly QueryTerm[]): QueryTerm[] => {
  const total = terms.reduce((sum, { share }) => sum + share, 0);
  return terms.map(({ term, share }) => ({ term, share: share / total }));
};

/**
 * The query with what the cards nearest to it say besides (relevance model 3, Abdul-Jaleel et al. 2004): a need that says
 * 内涝 then meets a card that says 排水, because cards that say the one say the other.
 */
function widened(asked: readonly QueryTerm[], stats: CorpusStats): QueryTerm[] {
  const { nearest, terms, part } = feedback;
  const scores = new Float64Array(stats.bags.length);
  for (const { term, share } of asked) {
    const { cards, impacts } = stats.postings.get(term) ?? { cards: [], impacts: [] };
    for (let at = 0; at < cards.length; at += 1) scores[cards[at]!]! += share * impacts[at]!;
  }
  // One pass with a handful kept in order: sorting all cards for five of them took most of a need's time.
  const best: [card: number, score: number][] = [];
  for (let card = 0; card < scores.length; card += 1) {
    const score = scores[card]!;
    if (score <= (best.length < nearest ? 0 : best.at(-1)![1])) continue;
    const place = best.findIndex(([, kept]) => kept < score);
    best.splice(place < 0 ? best.length : place, 0, [card, score]);
    if (best.length > nearest) best.pop();
  }
  const said = new Map<string, number>();
  for (const [card, score] of best) {
    const bag = stats.bags[card]!;
    for (const [term, count] of bag.counts) {
      const frequency = stats.documentFrequency.get(term) ?? 0;
      // What a single card says tells of no other.
      if (frequency < 2) continue;
      const gain = score * impactOf(count, bag.length, stats.averageLength) * idfOf(frequency, stats);
      said.set(term, (said.get(term) ?? 0) + gain);
    }
  }
  const more = wholeOf(
    [...said]
      .map(([term, share]) => ({ term, share }))
      .sort((one, other) => other.share - one.share || (one.term < other.term ? -1 : 1))
      .slice(0, terms),
  );
  const known = asked.reduce((sum, { share }) => sum + share, 0);
  const shares = new Map(asked.map(({ term, share }) => [term, share * (1 - part)]));
  for (const { term, share } of more) shares.set(term, (shares.get(term) ?? 0) + share * part * known);
  return [...shares]
    .map(([term, share]) => ({ term, share }))
    .sort((one, other) => other.share - one.share || (one.term < other.term ? -1 : 1));
}

const idfOf = (frequency: number, { documents }: CorpusStats) =>
  Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));

/** How much of the query a card covers, 0 to 1, and the terms that do it, strongest first. */
export function coverage(
  query: readonly QueryTerm[],
  bag: Bag,
  stats: CorpusStats,
): { covered: number; terms: string[] } {
  let covered = 0;
  const shared: { term: string; gain: number }[] = [];
  for (const { term, share } of query) {
    const count = bag.counts.get(term);
    if (count === undefined) continue;
    const gain = share * impactOf(count, bag.length, stats.averageLength);
    covered += gain;
    shared.push({ term, gain });
  }
  shared.sort((one, other) => other.gain - one.gain || (one.term < other.term ? -1 : 1));
  return { covered, terms: shared.map(({ term }) => term) };
}

/** Coverage to points between 0 and 1; half of them at `bm25.halfCoverage`. */
export function lexicalWorth(covered: number): number {
  return 1 - 2 ** (-covered / bm25.halfCoverage);
}
