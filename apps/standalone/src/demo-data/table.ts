export interface Words {
  zh: string;
  en: string;
}

export type ColumnType = 'number' | 'string' | 'boolean' | 'timestamp' | 'image';

/** One line of a column dictionary. `unit` is a UCUM-like symbol, the same in both languages. */
export interface Column {
  name: string;
  type: ColumnType;
  /** always: also for future rows; origin: up to the forecast origin; never: the truth. */
  known_at: 'always' | 'origin' | 'never';
  role: 'id' | 'time' | 'group' | 'slice' | 'feature' | 'target';
  label: Words;
  meaning: Words;
  unit?: string;
  values?: Record<string, Words>;
}

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

export interface Table {
  columns: Column[];
  rows: Row[];
}

function quote(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 with a header line, LF ends, UTF-8; a null is an empty cell. */
export function toCsv(names: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => names.map((name) => quote(row[name])).join(','));
  return `${[names.join(','), ...lines].join('\n')}\n`;
}

export function tableCsv(table: Table): string {
  return toCsv(
    table.columns.map((column) => column.name),
    table.rows,
  );
}

/** Reads RFC 4180 text into records; throws on an unclosed quote. */
export function parseCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      line.push(cell);
      cell = '';
    } else if (letter === '\n') {
      line.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell);
      lines.push(line);
      line = [];
      cell = '';
    } else cell += letter;
  }
  if (quoted) throw new SyntaxError('a quoted cell is not closed');
  if (cell !== '' || line.length > 0) lines.push([...line, cell]);
  const [head, ...body] = lines;
  if (!head) return [];
  return body.map((values) => Object.fromEntries(head.map((name, i) => [name, values[i] ?? ''])));
}

export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
