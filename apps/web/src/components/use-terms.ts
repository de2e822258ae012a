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

/** Terms of a taxonomy the lab edits (regions, qualifications …), in the reader's language. */
export function useTerms(kind: TaxonomyTerm['kind']): {
  options: Choice[];
  nameOf: (code: string) => string;
} {
  const { text, collate } = useFormats();
  const { data } = useRow(listTaxonomies, {}, { staleTime: hour });
  const options = (data ?? [])
    .filter((term) => term.kind === kind)
    .map((term) => ({ value: term.code, label: text(term.name) }));
  const names = new Map(options.map(({ value, label }) => [value, label]));
  return {
    options: options.sort((a, b) => collate(a.label, b.label)),
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
