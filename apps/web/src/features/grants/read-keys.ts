import { openWorkbook } from '@scenario-lab/tables/open-workbook';
import { Unreadable } from '@scenario-lab/tables/problem';
import { readTable } from '@scenario-lab/tables/read-table';
import { UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';
import { sourceOfSheets } from '@scenario-lab/tables/sheet-source';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';

/** A table of keys as far as it is needed here: names of columns, and the cells of each. */
export interface KeyTable {
  columns: string[];
  cells: Map<string, string[]>;
}

const most = { columns: 500, rows: 500_000 };
const largest = 64 * 2 ** 20;

/** Reads a file on this machine, cells as they are written; null where it is no table or too large for a browser. */
export async function readKeys(file: File): Promise<KeyTable | null> {
  if (file.size > largest) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found: KeyTable = { columns: [], cells: new Map() };
  const sink = {
    begin: (columns: readonly string[]) => {
      found.columns = [...columns];
      found.cells = new Map(columns.map((name) => [name, []]));
    },
    add: (row: string[]) => {
      for (const [at, name] of found.columns.entries()) found.cells.get(name)?.push(row[at] ?? '');
    },
  };
  try {
    const source = beginsLikeWorkbook(bytes)
      ? sourceOfSheets(openWorkbook(bytes), undefined)
      : sourceOf(() => [bytes], {}, most);
    const limits = { maxRows: most.rows, maxColumns: most.columns };
    readTable(source, { declared: [], reading: {}, limits }, sink);
    return found;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof UnreadableWorkbook) return null;
    throw error;
  }
}
