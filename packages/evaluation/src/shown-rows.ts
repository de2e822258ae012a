import type { Table } from './table.js';
import type { ShownRow } from './types.js';

/** A page cuts a text at about this many characters; one that is shorter is whole. */
const surelyWhole = 400;

/** Which rows of a table are those shown: equal in every column that both have. */
export function rowsShown(table: Table, shown: readonly ShownRow[]): Set<number> {
  const found = new Set<number>();
  const distinct = new Map(shown.map((row) => [JSON.stringify(row), row] as const));
  for (const row of distinct.values()) {
    const wanted = Object.entries(row).flatMap(([name, value]) => {
      const cells = table.cells.get(name);
      return cells ? [{ cells, value }] : [];
    });
    if (wanted.length === 0) continue;
    for (let at = 0; at < table.rows; at += 1)
      if (wanted.every(({ cells, value }) => isShownAs(cells[at]!, value))) found.add(at);
  }
  return found;
}

function isShownAs(cell: string, value: ShownRow[string]): boolean {
  if (value === null) return cell === '';
  if (typeof value === 'number') return cell !== '' && Number(cell) === value;
  if (typeof value === 'boolean') return cell.toLowerCase() === String(value);
  return value.length < surelyWhole ? cell === value : cell.startsWith(value);
}
