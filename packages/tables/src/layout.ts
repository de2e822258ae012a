import { type Delimiter, delimiters } from './reading.js';
import { type CsvRules, csvRules, records } from './records.js';

const LINES = 50;

/** The delimiter that parts the first lines most evenly; of several the one with most cells. */
export function findDelimiter(head: string): Delimiter {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, LINES)
    .filter((line) => line.trim() !== '');
  let best: { delimiter: Delimiter; even: number; cells: number } = { delimiter: ',', even: 0, cells: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const frequency = new Map<number, number>();
    for (const count of counts) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    const [usual = 0, times = 0] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    if (usual === 0) continue;
    const even = times / lines.length;
    if (even > best.even + 1e-9 || (even > best.even - 1e-9 && usual > best.cells))
      best = { delimiter, even, cells: usual };
  }
  if (best.cells > 0) return best.delimiter;
  // No line like another: the first line decides.
  const first = lines[0] ?? '';
  return delimiters.reduce((one, two) => (first.split(two).length > first.split(one).length ? two : one));
}

const MOST_TITLES = 5;

/** How many records stand above the header: each has one filled cell at most, and what follows has more. */
export function titleRows(head: readonly string[][]): number {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;
  let titles = 0;
  while (titles < MOST_TITLES && titles < head.length - 1 && filled(head[titles]!) <= 1) titles += 1;
  if (titles === 0 || titles === MOST_TITLES) return 0;
  const header = head[titles]!;
  const next = head[titles + 1];
  // Names, not numbers, above a row as wide: else the first row is a header like any other.
  const names = header.every((cell) => cell.trim() === '' || !/^[\d.,+-]+$/.test(cell.trim()));
  return names && filled(header) > 1 && next?.length === header.length ? titles : 0;
}

const total =
  /^[\s\u3000]*(合\s*计|总\s*计|小\s*计|共\s*计|总\s*和|平均值?|均值|total|grand total|sum|average|mean)[\s\u3000:：]*$/i;

/** The cell that says a row is a sum of others, where the first filled cell says so. */
export function totalCell(cells: readonly string[]): string | null {
  const first = cells.find((cell) => cell.trim() !== '');
  return first !== undefined && total.test(first) ? first.trim() : null;
}

/** Records of a text's beginning; a last one that is cut off is left out. @throws {CsvError} */
export function headRecords(
  head: string,
  rules: Partial<CsvRules>,
  most: number,
  whole: boolean,
): string[][] {
  const found: string[][] = [];
  const text = whole ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  for (const cells of records([text], { ...csvRules, ...rules })) {
    found.push(cells);
    if (found.length >= most) break;
  }
  return found;
}
