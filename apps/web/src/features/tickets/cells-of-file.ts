import { Unreadable } from '@scenario-lab/tables/problem';
import { UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';

const most = { columns: 60, rows: 1_000_000 };
/** What one request takes; longer cells are no tickets. */
const longest = 5_000;

/**
 * Cells of a CSV or of a workbook's first visible sheet with rows, by the lab's own readers: encoding and delimiter are
 * found. Null where it is no such file. A row keeps its number in the sheet, so that what is wrong is found there again.
 */
export async function cellsOfFile(bytes: Uint8Array): Promise<string[][] | null> {
  try {
    const cells = beginsLikeWorkbook(bytes) ? await cellsOfWorkbook(bytes) : cellsOfText(bytes);
    return cells.length < 2 ? null : cells;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof UnreadableWorkbook) return null;
    throw error;
  }
}

const cut = (cells: readonly string[]) => cells.slice(0, most.columns).map((cell) => cell.slice(0, longest));

function cellsOfText(bytes: Uint8Array): string[][] {
  const records = sourceOf(() => [bytes], {}, most).open();
  const cells: string[][] = [];
  for (let row = records.next(); row !== null; row = records.next()) cells.push(cut(row));
  return cells;
}

async function cellsOfWorkbook(bytes: Uint8Array): Promise<string[][]> {
  // Unpacking is not wanted by whoever brings a CSV.
  const { openWorkbook } = await import('@scenario-lab/tables/open-workbook');
  const sheet = openWorkbook(bytes).find(({ rows }) => rows.length > 1);
  const cells: string[][] = [];
  for (const { row, cells: said } of sheet?.rows ?? []) {
    while (cells.length < row - 1 && cells.length < 10_000) cells.push([]);
    cells.push(cut(said));
  }
  return cells;
}
