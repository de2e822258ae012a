import type { ScenarioFeatures, SolutionFeatures } from './features.js';
import { type Bag, bagOf, type Described } from './terms.js';
import { bm25 } from './weights.js';

/** How common words are among the cards: what BM25 needs to know. */
export interface CorpusStats {
  documents: number;
  averageLength: number;
  documentFrequency: ReadonlyMap<string, number>;
}

/** Which cards hold a term, and how much it is worth there (saturated and length-normalised, 0 to 1). */
export interface Postings {
  cards: Uint32Array;
  impacts: Float32Array;
}

export interface Corpus extends CorpusStats {
  /** In order of id. */
  solutions: readonly SolutionFeatures[];
  postings: ReadonlyMap<string, Postings>;
}

/** An inverted index over the cards; throws on a doubled id. */
export function buildCorpus(solutions: readonly SolutionFeatures[]): Corpus {
  const ordered = [...solutions].sort((one, other) => (one.id < other.id ? -1 : 1));
  ordered.forEach((solution, index) => {
    if (ordered[index + 1]?.id === solution.id) throw new Error(`Solution ${solution.id} is given twice`);
  });
  return { solutions: ordered, ...indexOf(ordered) };
}

export function indexOf(described: readonly Described[]): CorpusStats & { postings: Map<string, Postings> } {
  const bags = described.map(bagOf);
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
  return { documents: bags.length, averageLength, documentFrequency, postings };
}

function impactOf(count: number, length: number, averageLength: number): number {
  const { k1, b } = bm25;
  return count / (count + k1 * (1 - b + (b * length) / Math.max(averageLength, 1)));
}

export interface QueryTerm {
  term: string;
  /** Share of the query, all shares summing to one. */
  share: number;
}

const queries = new WeakMap<Described, { stats: CorpusStats; terms: QueryTerm[] }>();

/** The telling words of a need: those the cards know, weighted by rarity (idf of BM25), the strongest first. */
export function queryOf(scenario: ScenarioFeatures | Described, stats: CorpusStats): QueryTerm[] {
  const known = queries.get(scenario);
  if (known?.stats === stats) return known.terms;
  const weighed: QueryTerm[] = [];
  for (const [term, count] of bagOf(scenario).counts) {
    const frequency = stats.documentFrequency.get(term);
    if (!frequency) continue;
    const idf = Math.log(1 + (stats.documents - frequency + 0.5) / (frequency + 0.5));
    weighed.push({ term, share: idf * Math.sqrt(count) });
  }
  weighed.sort((one, other) => other.share - one.share || (one.term < other.term ? -1 : 1));
  const kept = weighed.slice(0, bm25.queryTerms);
  const total = kept.reduce((sum, { share }) => sum + share, 0);
  const terms = kept.map(({ term, share }) => ({ term, share: share / total }));
  queries.set(scenario, { stats, terms });
  return terms;
}

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
