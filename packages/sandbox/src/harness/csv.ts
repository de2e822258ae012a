/** Where a table breaks the rules of RFC 4180. `row` counts records from 1, the header included. */
export class CsvError extends Error {
  constructor(
    readonly code: 'lone_quote' | 'after_quote' | 'unclosed_quote' | 'too_many_columns' | 'cell_too_long',
    readonly row: number,
    readonly column: number,
  ) {
    super(`${code} in row ${row}, column ${column}`);
  }
}

export interface CsvRules {
  delimiter: string;
  maxColumns: number;
  maxCell: number;
}

export const csvRules: CsvRules = { delimiter: ',', maxColumns: 2_000, maxCell: 1024 * 1024 };

/**
 * Records of a table, quotes resolved; LF, CRLF and CR all end a record, empty lines are skipped.
 * The same array is never handed out twice.
 * @throws {CsvError} at the first place that is no CSV.
 */
export function* records(text: string, rules: CsvRules = csvRules): Generator<string[]> {
  const { delimiter, maxColumns, maxCell } = rules;
  // One search finds the next character that means anything; most cells are a single slice.
  const special = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}"\r\n]`, 'g');
  const end = text.length;
  let at = 0;
  let row = 1;
  let cells: string[] = [];
  const fail = (code: CsvError['code']) => new CsvError(code, row, cells.length + 1);
  while (at < end || cells.length > 0) {
    let cell: string;
    if (text[at] === '"') {
      let from = at + 1;
      cell = '';
      for (;;) {
        const close = text.indexOf('"', from);
        if (close < 0) throw fail('unclosed_quote');
        cell += text.slice(from, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        from = at + 1;
        if (cell.length > maxCell) throw fail('cell_too_long');
      }
    } else {
      special.lastIndex = at;
      const stop = special.exec(text)?.index ?? end;
      cell = text.slice(at, stop);
      at = stop;
      if (text[at] === '"') throw fail('lone_quote');
    }
    if (cell.length > maxCell) throw fail('cell_too_long');
    const next = text[at];
    if (next !== delimiter && next !== '\r' && next !== '\n' && next !== undefined) throw fail('after_quote');
    cells.push(cell);
    if (next === delimiter) {
      if (cells.length >= maxColumns) throw fail('too_many_columns');
      at += 1;
      if (at < end) continue;
      cells.push('');
    } else at += next === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (cells.length > 1 || cells[0] !== '') yield cells;
    cells = [];
    row += 1;
  }
}

export const csvCell = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
export const csvLine = (cells: string[]): string => `${cells.map(csvCell).join(',')}\n`;
