import { type EditionColumn, editionColumns, runningNumber } from '@scenario-lab/contracts/edition-columns';
import type { EditionCell, EditionContent } from '@scenario-lab/contracts/editions';

export type Language = 'zh' | 'en';
export type SheetCell = string | number | null;

/** A cell's words in one language, else in the other. */
export const textOf = (cell: EditionCell | undefined, language: Language): string => {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return (language === 'zh' ? (cell.zh ?? cell.en) : (cell.en ?? cell.zh)) ?? '';
};

/** The columns of an edition: those of its kind, the contacts only where some entry prints one. */
export const columnsOf = ({ kind, entries }: EditionContent): readonly EditionColumn[] =>
  editionColumns[kind].filter(
    ({ id, contact }) => !contact || entries.some(({ cells }) => cells[id] !== undefined),
  );

/** Heading and lines as a spreadsheet holds them: figures as figures, everything else as text. */
export function editionRows(content: EditionContent, language: Language): SheetCell[][] {
  const columns = columnsOf(content);
  return [
    [runningNumber[language], ...columns.map((column) => column[language])],
    ...content.entries.map(({ cells }, at) => [
      at + 1,
      ...columns.map(({ id }) => {
        const cell = cells[id];
        return typeof cell === 'number' ? cell : textOf(cell, language) || null;
      }),
    ]),
  ];
}
