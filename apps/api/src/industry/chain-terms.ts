import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import type { Tx } from '@scenario-lab/db/database';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';

interface ChainTerms {
  chain: TaxonomyTerm;
  links: TaxonomyTerm[];
}

/** As the lab ordered them; what it did not place comes after, by its code. */
const inPlace = (one: TaxonomyTerm, other: TaxonomyTerm) =>
  (one.position ?? Number.MAX_SAFE_INTEGER) - (other.position ?? Number.MAX_SAFE_INTEGER) ||
  (one.code < other.code ? -1 : 1);

/** The chains with their links, upstream first. */
export async function chainTerms(tx: Tx): Promise<ChainTerms[]> {
  const terms = (await readTerms(tx)).filter(({ kind }) => kind === 'chain').sort(inPlace);
  return terms
    .filter(({ parent }) => parent === null)
    .map((chain) => ({ chain, links: terms.filter(({ parent }) => parent === chain.code) }));
}

/** The links a code stands for: a chain's own, or the link itself; an unknown code stands for none. */
export async function linksUnder(tx: Tx, code: string): Promise<string[]> {
  const found = (await chainTerms(tx)).find(({ chain }) => chain.code === code);
  return found ? found.links.map((link) => link.code) : [code];
}
