import { tiersOf } from './vector.js';

/** A card that holds a term and is not strong in it is taken for one of which it says so much. */
const held = 0.3;
/** Of a long question the terms that weigh most say which cards are best. */
const mostTerms = 24;

interface Step {
  /** What a card must hold; null: nothing. */
  name: string | null;
  /** What the term says of such a card at least. */
  least: number;
  cards: number;
}

/**
 * Ever wider circles about the cards that answer a search best, each as the names a card must all hold: at first every
 * term in its topmost tier, at last none at all. Each step lets go of what costs the rank least for the cards it lets
 * in. How many hold all of it nobody has counted, but each circle holds the one before it, so that the first that is full
 * is found by halving. Of one term's tier alone the newest would be ranked, and the best be among them by chance.
 */
export function circlesOf(
  ranked: readonly { term: string; rarity: number }[],
  of: (term: string) => number,
): string[][] {
  const cards = of('');
  const terms = ranked
    .filter(({ term }) => of(term) > 0)
    .slice(0, mostTerms)
    .map(({ term, rarity }) => ({ rarity, steps: stepsOf(term, of, cards), at: 0 }));
  const circles: string[][] = [];
  for (;;) {
    circles.push(terms.flatMap(({ steps, at }) => steps[at]?.name ?? []));
    let cheapest: { term: (typeof terms)[number]; price: number } | null = null;
    for (const term of terms) {
      const [now, then] = [term.steps[term.at], term.steps[term.at + 1]];
      if (!now || !then) continue;
      const price = (term.rarity * (now.least - then.least)) / Math.log(then.cards / now.cards);
      if (!cheapest || price < cheapest.price) cheapest = { term, price };
    }
    if (!cheapest) return circles;
    cheapest.term.at += 1;
  }
}

/** From the fewest cards to all; what lets nobody in is no step. */
function stepsOf(term: string, of: (term: string) => number, cards: number): Step[] {
  const steps: Step[] = tiersOf(term).map(({ name, least }) => ({ name, least, cards: of(name) }));
  steps.push({ name: term, least: held, cards: of(term) }, { name: null, least: 0, cards });
  return steps.filter((step, at) => step.cards > Math.max(0, ...steps.slice(0, at).map((one) => one.cards)));
}
