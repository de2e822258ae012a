import {
  cooperationModes,
  fields,
  listTaxonomies,
  sourceKinds,
  type TaxonomyTerm,
} from '@scenario-lab/contracts/taxonomies';
import { useRow } from '../app/api.js';
import { useFormats } from '../i18n/format.js';
import { wordFor } from '../i18n/use-words.js';
import type { Choice } from './choice-input.js';

const hour = 60 * 60_000;

/** As the lab ordered them; what it did not place comes after, by name. */
export function inOrder<T extends Pick<TaxonomyTerm, 'position'>>(
  terms: readonly T[],
  nameOf: (term: T) => string,
  collate: (a: string, b: string) => number,
): T[] {
  const place = ({ position }: T) => position ?? Number.MAX_SAFE_INTEGER;
  return [...terms].sort((a, b) => place(a) - place(b) || collate(nameOf(a), nameOf(b)));
}

/** Terms of a taxonomy the lab edits (regions, qualifications …), in the reader's language. */
export function useTerms(kind: TaxonomyTerm['kind']): {
  options: Choice[];
  nameOf: (code: string) => string;
} {
  const { text, collate } = useFormats();
  const { data } = useRow(listTaxonomies, {}, { staleTime: hour });
  const terms = (data ?? []).filter((term) => term.kind === kind);
  const names = new Map(terms.map(({ code, name }) => [code, text(name)]));
  return {
    options: inOrder(terms, ({ name }) => text(name), collate).map(({ code, name, retired }) => ({
      value: code,
      label: text(name),
      ...(retired ? { retired } : {}),
    })),
    nameOf: (code) => names.get(code) ?? code,
  };
}

/** Choices out of codes the contract lists: `choicesOf('task', taskKinds)`. */
export function choicesOf(group: string, codes: readonly string[]): Choice[] {
  return codes.map((value) => ({ value, label: wordFor(`taxonomy.${group}`, value) }));
}

export const fieldChoices = () => choicesOf('field', fields);
export const cooperationChoices = () => choicesOf('cooperation_mode', cooperationModes);
export const sourceKindChoices = () => choicesOf('source_kind', sourceKinds);
