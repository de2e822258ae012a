import { cut, type Problem, Unreadable } from './problem.js';
import type { GridSheet } from './read-workbook.js';
import type { Records, Source } from './source-of-records.js';

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '');

/** A title merged over the whole table says the same in each of its cells; it is one cell. */
function unspread(cells: readonly string[]): string[] {
  const said = filled(cells);
  return said.length > 1 && said.every((cell) => cell === said[0]) ? [said[0] as string] : [...cells];
}

/**
 * A header in two rows (`运行参数` over `电流`, `振动`): the upper name goes before the lower one, and a name merged over
 * both rows stands once. Only where the upper row alone would name two columns the same, and both together name each.
 */
function joinedHeader(upper: readonly string[], lower: readonly string[] | undefined): string[] | null {
  if (!lower || lower.length !== upper.length) return null;
  const repeats = upper.some((name, at) => at > 0 && name.trim() !== '' && name === upper[at - 1]);
  if (!repeats || lower.some((name) => name.trim() === '' || /^[\d.,+-]+$/.test(name.trim()))) return null;
  const names = upper.map((name, at) => {
    const [over, own] = [name.trim(), (lower[at] as string).trim()];
    return over === '' || over === own ? own : `${over} ${own}`;
  });
  return new Set(names.map((name) => name.toLowerCase())).size === names.length ? names : null;
}

/** The sheet that is read: the one asked for, else the one with most rows. @throws {Unreadable} */
function chosen(sheets: readonly GridSheet[], asked: string | undefined): GridSheet {
  const found =
    asked === undefined
      ? [...sheets].sort((one, other) => other.rows.length - one.rows.length)[0]
      : sheets.find(({ name }) => name === asked);
  if (!found) throw new Unreadable([{ code: 'no_sheet', place: 'file', detail: cut(asked ?? '') }]);
  return found;
}

/**
 * A sheet of a workbook as records like those of a text. Every row is as wide as the widest, for a sheet leaves out
 * what is empty.
 * @throws {Unreadable} where the sheet asked for is not there
 */
export function sourceOfSheets(sheets: readonly GridSheet[], asked: string | undefined): Source {
  const sheet = chosen(sheets, asked);
  const rows = sheet.rows.map(({ row, cells }) => ({ row, cells: unspread(cells) }));
  // As many rows as a table may have titles, and the header's own.
  const head = rows.slice(0, 8).findIndex(({ cells }) => filled(cells).length > 1);
  const notes: Problem[] = [];
  if (sheets.length > 1) notes.push({ code: 'sheet_chosen', place: 'file', detail: cut(sheet.name) });
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const wide = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  // A name broken into lines by hand is one name.
  for (const one of head < 0 ? [] : rows.slice(head, head + 2))
    one.cells = one.cells.map((cell) => cell.replace(/\s*[\r\n]+\s*/g, ' '));
  const upper = rows[head];
  const names = upper && joinedHeader(wide(upper.cells), rows[head + 1] && wide(rows[head + 1]!.cells));
  if (upper && names) {
    rows.splice(head, 2, { row: upper.row + 1, cells: names });
    notes.push({ code: 'header_joined', place: `row ${upper.row}`, detail: '' });
  }
  return {
    format: 'xlsx',
    encoding: 'utf-8',
    sure: true,
    delimiter: null,
    notes,
    sheets: sheets.map(({ name }) => name),
    sheet: sheet.name,
    open: () => recordsOf(rows, wide),
  };
}

function recordsOf(rows: GridSheet['rows'], wide: (cells: readonly string[]) => string[]): Records {
  let at = -1;
  return {
    next: () => {
      at += 1;
      const row = rows[at];
      return row ? wide(row.cells) : null;
    },
    row: () => rows[at]?.row ?? 0,
  };
}
