import type { EditionKind } from '@scenario-lab/contracts/editions';
import { type Headings, headingsOf } from './list-headers.js';

export interface ListSheet {
  name: string;
  rows: readonly { row: number; cells: readonly string[] }[];
}

/** One line of a list as its file says it: column → words. */
export interface ListRow {
  kind: EditionKind;
  sheet: string;
  /** As the sheet counts, from 1. */
  row: number;
  values: Record<string, string>;
  /** Yuan that the budget's heading counts in. */
  unit: number | null;
}

/** Headings are looked for no further down than this. */
const deepest = 40;
const longestCell = 20_000;

/** What is no entry: notes and sums under a list, the headings again on the next page. */
const isAside = (cells: readonly string[]) =>
  /^(注|备注|说明|填表说明|合计|总计|小计|制表|note|total)[\s:：;；\d]?/i.test(
    cells.find((cell) => cell !== '') ?? '',
  );
/** A title or a note that was merged across says the same in every cell. */
const isBanner = (cells: readonly string[]) => {
  const said = cells.filter((cell) => cell !== '');
  return said.length > 1 && said.every((cell) => cell === said[0]);
};

/**
 * The entries of all sheets that are lists: headings in Chinese or English wherever they stand under a title, notes below
 * left out. A sheet without headings says nothing.
 */
export function readList(sheets: readonly ListSheet[]): ListRow[] {
  return sheets.flatMap((sheet) => {
    let headings: Headings | null = null;
    const rows: ListRow[] = [];
    sheet.rows.forEach(({ row, cells: raw }, at) => {
      const cells = raw.map((cell) => cell.trim());
      const again = at < deepest || headings ? headingsOf(cells) : null;
      if (again && again.places.size >= 2 && looksLikeHeadings(cells, again)) {
        headings = again;
        return;
      }
      if (!headings || isBanner(cells) || isAside(cells)) return;
      const values: Record<string, string> = {};
      for (const [id, place] of headings.places) {
        // A spreadsheet's own mark of text, written when it was exported, is no part of it.
        const text = (cells[place] ?? '').replace(/^'(?=[=+\-@\t\r])/, '');
        if (text !== '') values[id] = text.slice(0, longestCell);
      }
      // Lists without a column for the problem tell it in the description.
      if (headings.kind === 'opportunity' && values.ask && !headings.places.has('problem'))
        values.problem = values.ask;
      // One cell alone under a list is a note; beside a number or anything else it is an entry that lacks the rest.
      const said = cells.filter((cell) => cell !== '').length;
      if (Object.keys(values).length === 0 || (said < 2 && !values.name)) return;
      rows.push({ kind: headings.kind, sheet: sheet.name, row, values, unit: headings.unit });
    });
    return rows;
  });
}

/** An entry may hold a word that is a heading elsewhere; a row of headings holds little else. */
const looksLikeHeadings = (cells: readonly string[], { places }: Headings) =>
  places.size * 2 >= cells.filter((cell) => cell !== '').length;
