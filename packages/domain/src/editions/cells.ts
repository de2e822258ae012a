import type { Text } from '@scenario-lab/contracts/common';
import type { EditionCell } from '@scenario-lab/contracts/editions';
import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';

export type Language = 'zh' | 'en';
export const languages = ['zh', 'en'] as const;
export type Terms = readonly TaxonomyTerm[];
export type Cells = Record<string, EditionCell>;

/** The same in both languages: a day, a code, a person's name. */
export const plain = (text: string | null | undefined): Text | null => (text ? { zh: text, en: text } : null);

/** A term's name; a code nobody knows names itself. */
export function termName(terms: Terms, kind: TaxonomyTerm['kind'], code: string | null): Text | null {
  if (code === null) return null;
  return terms.find((term) => term.kind === kind && term.code === code)?.name ?? plain(code);
}

const separators = {
  list: { zh: '、', en: ', ' },
  parts: { zh: '；', en: '; ' },
  lines: { zh: '\n', en: '\n' },
};

/** Texts in a row. A text in one language stands in for the other only where some other text of the row has it. */
export function joined(texts: readonly (Text | null)[], by: keyof typeof separators): Text | null {
  const said = texts.filter((text): text is Text => text !== null && (text.zh ?? text.en) !== undefined);
  const cell: Text = {};
  for (const language of languages) {
    if (!said.some((text) => text[language] !== undefined)) continue;
    cell[language] = said.map((text) => text[language] ?? text.zh ?? text.en).join(separators[by][language]);
  }
  return said.length > 0 ? cell : null;
}

/** Only what says something. */
export function cellsOf(values: Readonly<Record<string, Text | number | null>>): Cells {
  const cells: Cells = {};
  for (const [id, value] of Object.entries(values)) {
    if (value === null) continue;
    if (typeof value === 'number') cells[id] = value;
    else if (value.zh !== undefined || value.en !== undefined) {
      cells[id] = { ...(value.zh && { zh: value.zh }), ...(value.en && { en: value.en }) };
    }
  }
  return cells;
}
