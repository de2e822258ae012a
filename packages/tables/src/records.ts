export type RecordFault =
  | 'lone_quote'
  | 'after_quote'
  | 'unclosed_quote'
  | 'too_many_columns'
  | 'cell_too_long';

/** Where a table breaks the rules of RFC 4180. `row` counts lines of the sheet from 1, the header included. */
export class CsvError extends Error {
  constructor(
    readonly code: RecordFault,
    readonly row: number,
    readonly column: number,
    /** Beginning of the cell in question. */
    readonly cell: string,
  ) {
    super(`${code} in row ${row}, column ${column}`);
  }
}

export interface CsvRules {
  delimiter: string;
  maxColumns: number;
  /** Characters of one cell. */
  maxCell: number;
  /** Characters of one record, quotes and delimiters included. */
  maxRecord: number;
}

export const csvRules: CsvRules = {
  delimiter: ',',
  maxColumns: 2_000,
  maxCell: 1024 * 1024,
  maxRecord: 4 * 1024 * 1024,
};

const EXCERPT = 60;

/**
 * Records of a table given piece by piece, quotes resolved; LF, CRLF and CR all end a record, empty lines are
 * skipped but counted. The same array is never handed out twice; `row` is that of the record handed out last.
 */
export class RecordReader {
  row = 0;
  private rest = '';
  private lines = 0;
  private readonly special: RegExp;

  constructor(private readonly rules: CsvRules = csvRules) {
    this.special = new RegExp(`[${rules.delimiter === '|' ? '\\|' : rules.delimiter}"\r\n]`, 'g');
  }

  /**
   * @param last nothing follows
   * @throws {CsvError} at the first place that is no CSV
   */
  *read(piece: string, last: boolean): Generator<string[]> {
    const { delimiter, maxColumns, maxCell, maxRecord } = this.rules;
    const text = this.rest === '' ? piece : this.rest + piece;
    const end = text.length;
    let from = 0;
    let cells: string[] = [];
    const fail = (code: RecordFault, begin: number) =>
      new CsvError(code, this.lines + 1, cells.length + 1, text.slice(begin, begin + EXCERPT));
    let at = 0;
    while (at < end) {
      const begin = at;
      let cell: string;
      let open = false;
      if (text.charCodeAt(at) === 34) {
        cell = '';
        for (let inside = at + 1; ; ) {
          const close = text.indexOf('"', inside);
          if (close < 0) {
            if (last || end - from > maxRecord) throw fail('unclosed_quote', begin);
            open = true;
            break;
          }
          cell += text.slice(inside, close);
          at = close + 1;
          if (text.charCodeAt(at) !== 34) break;
          cell += '"';
          inside = at + 1;
          if (cell.length > maxCell) throw fail('cell_too_long', begin);
        }
      } else {
        this.special.lastIndex = at;
        const stop = this.special.exec(text)?.index ?? end;
        cell = text.slice(at, stop);
        at = stop;
        if (text.charCodeAt(at) === 34) throw fail('lone_quote', begin);
      }
      if (cell.length > maxCell) throw fail('cell_too_long', begin);
      // What follows a quote or a carriage return may be in the next piece.
      if (!last && (open || at === end || (at === end - 1 && text[at] === '\r'))) break;
      const next = text[at];
      if (next !== delimiter && next !== '\r' && next !== '\n' && next !== undefined)
        throw fail('after_quote', begin);
      cells.push(cell);
      if (next === delimiter) {
        if (cells.length >= maxColumns) throw fail('too_many_columns', begin);
        at += 1;
        if (at < end || !last) continue;
        cells.push('');
      } else at += next === '\r' && text[at + 1] === '\n' ? 2 : 1;
      this.lines += 1;
      from = at;
      if (cells.length > 1 || cells[0] !== '' || text.charCodeAt(begin) === 34) {
        this.row = this.lines;
        yield cells;
      }
      cells = [];
    }
    this.rest = text.slice(Math.min(from, end));
    if (this.rest.length > maxRecord) throw fail('cell_too_long', from);
  }
}

/** All records of pieces of a text. @throws {CsvError} */
export function* records(pieces: Iterable<string>, rules: CsvRules = csvRules): Generator<string[]> {
  const reader = new RecordReader(rules);
  for (const piece of pieces) yield* reader.read(piece, false);
  yield* reader.read('', true);
}

export const csvCell = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
/** One record of the normalised form: commas, quotes where RFC 4180 asks for them, LF. A lone empty cell is quoted. */
export const csvLine = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === '' ? '""\n' : `${cells.map(csvCell).join(',')}\n`;
