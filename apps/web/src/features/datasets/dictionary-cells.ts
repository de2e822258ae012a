import { openWorkbook } from '@scenario-lab/tables/open-workbook';
import type { Sink } from '@scenario-lab/tables/pass';
import { type Problem, Unreadable } from '@scenario-lab/tables/problem';
import { readTable } from '@scenario-lab/tables/read-table';
import { UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';
import { sourceOfSheets } from '@scenario-lab/tables/sheet-source';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';
import type { Source } from '@scenario-lab/tables/source-of-records';

const most = { columns: 200, rows: 5_000 };
const largest = 8 * 2 ** 20;
/** Every cell is what it says: nothing stands for nothing, no last line is a total. */
const reading = { markers: [], totals: 'keep' as const };

class Kept implements Sink {
  rows: string[][] = [];
  begin(columns: readonly string[]): void {
    this.rows = [[...columns]];
  }
  add(cells: string[]): void {
    this.rows.push(cells);
  }
}

export type Cells = { kind: 'read'; rows: string[][] } | { kind: 'refused'; problems: readonly Problem[] };

/** All cells of a small table as text, by the reader the lab itself uses: CSV of any encoding, or a workbook. */
export async function cellsOf(file: Blob): Promise<Cells> {
  if (file.size > largest) return refused('too_large_here');
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    if (!beginsLikeWorkbook(bytes)) return read(() => sourceOf(() => [bytes], reading, most));
    if (bytes[0] !== 0x50) return refused('workbook');
    const sheets = openWorkbook(bytes);
    return read(() => sourceOfSheets(sheets, undefined));
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'refused', problems: error.problems };
    if (error instanceof UnreadableWorkbook) return refused(error.code, error.place);
    throw error;
  }
}

/** Twice: what its columns are called, and then every one of them as a text. */
function read(open: () => Source): Cells {
  const limits = { maxRows: most.rows, maxColumns: most.columns };
  const { columns } = readTable(open(), { declared: [], reading, limits }, new Kept());
  const declared = columns.map(({ name }) => ({ name, type: 'string' as const }));
  const kept = new Kept();
  readTable(open(), { declared, reading, limits }, kept);
  return { kind: 'read', rows: kept.rows };
}

const refused = (code: string, place = 'file'): Cells => ({
  kind: 'refused',
  problems: [{ code, place, detail: '' }],
});
