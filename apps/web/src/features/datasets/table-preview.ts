import type { ReadAs, Reading } from '@scenario-lab/contracts/datasets';
import { isFeatureCollection } from '@scenario-lab/tables/geo-source';
import { openWorkbook } from '@scenario-lab/tables/open-workbook';
import type { Sink } from '@scenario-lab/tables/pass';
import { type Problem, Unreadable } from '@scenario-lab/tables/problem';
import { readTable } from '@scenario-lab/tables/read-table';
import { UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';
import { sourceOfSheets } from '@scenario-lab/tables/sheet-source';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';
import type { Source } from '@scenario-lab/tables/source-of-records';

/** What the beginning of a file was read as, by the reader the lab itself uses; or what stands in the way. */
export type Preview =
  | { kind: 'read'; readAs: ReadAs; cells: ColumnCells[] }
  /** Only the lab reads it. */
  | { kind: 'unseen' }
  | { kind: 'refused'; problems: readonly Problem[] };

/** What the rows that were read hold in one column. */
export interface ColumnCells {
  rows: number;
  filled: number;
  /** Not all of them where there are many. */
  distinct: string[];
  /** No value stands twice. */
  unique: boolean;
}

/** A file as far as it is here: `size` is that of all of it. */
export interface Chosen {
  name: string;
  size: number;
  bytes: Blob;
}

/** What of a table is read here. */
export const headBytes = 256 * 1024;
const most = { columns: 2_000, rows: 1_000_000 };

/** The last line that is whole; in UTF-16 a line feed has two bytes. */
function cutAtLine(bytes: Uint8Array, from = bytes.length): Uint8Array {
  const at = bytes.lastIndexOf(0x0a, from - 1);
  if (at < 0) return bytes;
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.subarray(0, at + (littleEndian || bytes[at + 1] === 0 ? 2 : 1));
}

const cutAtBrace = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.lastIndexOf(0x7d) + 1);

const mostKept = 50_000;

/** Counts what each column holds while a table is read. */
class Counter implements Sink {
  private seen: { filled: number; values: Set<string>; unique: boolean }[] = [];
  private rows = 0;
  begin(columns: readonly string[]): void {
    this.seen = columns.map(() => ({ filled: 0, values: new Set(), unique: true }));
    this.rows = 0;
  }
  add(cells: string[]): void {
    this.rows += 1;
    for (const [at, one] of this.seen.entries()) {
      const cell = cells[at] ?? '';
      if (cell === '') continue;
      one.filled += 1;
      if (one.values.has(cell)) one.unique = false;
      else if (one.values.size < mostKept) one.values.add(cell);
    }
  }
  counts(): ColumnCells[] {
    return this.seen.map(({ filled, values, unique }) => ({
      rows: this.rows,
      filled,
      distinct: [...values].slice(0, 100),
      unique,
    }));
  }
}

function read(open: () => Source, reading: Reading): Preview {
  try {
    const rules = { declared: [], reading, limits: { maxRows: most.rows, maxColumns: most.columns } };
    const counter = new Counter();
    const readAs = readTable(open(), rules, counter);
    return { kind: 'read', readAs, cells: counter.counts() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'refused', problems: error.problems };
  }
}

const MOST_CUTS = 50;

/** Reads the beginning of a chosen file here, before anything is sent. */
export async function previewOf(
  { bytes: file, size }: Pick<Chosen, 'bytes' | 'size'>,
  reading: Reading,
): Promise<Preview> {
  const whole = size <= headBytes;
  let bytes: Uint8Array = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  if (beginsLikeWorkbook(bytes)) return workbookPreview(file, size, bytes, reading);
  if (String.fromCharCode(...bytes.subarray(0, 4)) === 'PAR1') return { kind: 'unseen' };
  // One feature may stand on many lines, and all of them on one.
  if (!whole)
    bytes = isFeatureCollection(new TextDecoder().decode(bytes)) ? cutAtBrace(bytes) : cutAtLine(bytes);
  const text = (from: Uint8Array) => read(() => sourceOf(() => [from], reading, most, !whole), reading);
  let found = text(bytes);
  // The cut may lie inside a quoted cell.
  for (let cut = 0; cut < MOST_CUTS && !whole && isOpen(found); cut += 1) {
    const shorter = cutAtLine(bytes, bytes.length - 2);
    if (shorter.length >= bytes.length) break;
    bytes = shorter;
    found = text(bytes);
  }
  return found;
}

const isOpen = (found: Preview) =>
  found.kind === 'refused' && found.problems.some(({ code }) => code === 'unclosed_quote');

const refusedFor = (code: string, place = 'file'): Preview => ({
  kind: 'refused',
  problems: [{ code, place, detail: '' }],
});

/** A larger one is for the lab to read. */
const largestShown = 32 * 2 ** 20;

/** A workbook of today is read whole; of the older kind (a compound file) only its name is known. */
async function workbookPreview(
  file: Blob,
  size: number,
  head: Uint8Array,
  reading: Reading,
): Promise<Preview> {
  if (head[0] !== 0x50) return refusedFor('workbook');
  if (size > largestShown) return refusedFor('too_large_here');
  try {
    const sheets = openWorkbook(new Uint8Array(await file.arrayBuffer()));
    return read(() => sourceOfSheets(sheets, reading.sheet), reading);
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return refusedFor(error.code, error.place);
  }
}
