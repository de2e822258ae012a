import { Unreadable } from '@scenario-lab/tables/problem';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';

const most = { columns: 60, rows: 1_000_000 };
/** What one request takes; longer cells are no tickets. */
const longest = 5_000;

/** Cells of a CSV by the lab's own reader of tables: encoding and delimiter are found. Null where it is no such file. */
export function cellsOfFile(bytes: Uint8Array): string[][] | null {
  if (beginsLikeWorkbook(bytes)) return null;
  try {
    const records = sourceOf(() => [bytes], {}, most).open();
    const cells: string[][] = [];
    for (let row = records.next(); row !== null; row = records.next()) {
      cells.push(row.map((cell) => cell.slice(0, longest)));
    }
    return cells.length < 2 ? null : cells;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
