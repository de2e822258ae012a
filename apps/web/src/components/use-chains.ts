import { listTaxonomies, type TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import { useRow } from '../app/api.js';
import { useFormats } from '../i18n/format.js';
import { inOrder } from './use-terms.js';

const hour = 60 * 60_000;

/** The industry chains with their links, upstream first, and the name of a link with its chain before it. */
export function useChains(): {
  chains: { chain: TaxonomyTerm; links: TaxonomyTerm[] }[];
  nameOf: (code: string) => string;
} {
  const { text, collate } = useFormats();
  const { data } = useRow(listTaxonomies, {}, { staleTime: hour });
  const terms = inOrder(
    (data ?? []).filter(({ kind }) => kind === 'chain'),
    ({ name }) => text(name),
    collate,
  );
  const names = new Map(terms.map(({ code, name }) => [code, text(name)]));
  return {
    chains: terms
      .filter(({ parent }) => parent === null)
      .map((chain) => ({ chain, links: terms.filter(({ parent }) => parent === chain.code) })),
    nameOf: (code) => {
      const parent = terms.find((term) => term.code === code)?.parent;
      const own = names.get(code) ?? code;
      return parent ? `${names.get(parent) ?? parent} › ${own}` : own;
    },
  };
}
