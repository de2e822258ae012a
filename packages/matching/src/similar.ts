import { type CorpusStats, indexOf, lexicalWorth, termsOf } from './corpus.js';
import type { Text } from './features.js';
import { type Glossary, shippedGlossary } from './glossary.js';
import type { Described } from './terms.js';

export interface Need extends Described {
  id: string;
}

export interface NeedIndex extends CorpusStats {
  needs: readonly Need[];
}

export interface SimilarNeed {
  id: string;
  /** 0 to 1; from about 0.5 on two needs are worth reading side by side. */
  likeness: number;
}

export function buildNeedIndex(needs: readonly Need[], glossary: Glossary = shippedGlossary): NeedIndex {
  const ordered = [...needs].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { needs: ordered, ...indexOf(ordered, glossary) };
}

/** The published needs nearest to a draft's words, nearest first, equal ones by id; none below `floor`. */
export function similarNeeds(
  draft: string | { title: Text; text: Text },
  index: NeedIndex,
  { limit = 5, floor = 0.3, except }: { limit?: number; floor?: number; except?: string } = {},
): SimilarNeed[] {
  // The language does not matter to the words, only the place: what was typed so far is all title.
  const described = typeof draft === 'string' ? { title: { zh: draft }, text: {} } : draft;
  const covered = new Float64Array(index.needs.length);
  for (const { term, share } of termsOf(described, index)) {
    const { cards, impacts } = index.postings.get(term) ?? { cards: [], impacts: [] };
    for (let at = 0; at < cards.length; at += 1) covered[cards[at]!]! += share * impacts[at]!;
  }
  return index.needs
    .map(({ id }, at) => ({ id, likeness: Math.round(lexicalWorth(covered[at]! / 2) * 1e4) / 1e4 }))
    .filter(({ id, likeness }) => id !== except && likeness >= floor)
    .sort((one, other) => other.likeness - one.likeness || (one.id < other.id ? -1 : 1))
    .slice(0, limit);
}
