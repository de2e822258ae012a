import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { keyed, sha256 } from './keyed.js';
import type { SourceFile } from './sources.js';
import { column, type Table } from './table.js';

type Files = ReadonlyMap<string, SourceFile>;

/** Per row its cells in the given columns, as one text; a file's content stands for its name. */
export function contentOf(
  table: Table,
  columns: readonly { name: string; type: string }[],
  files: Files,
): (row: number) => string {
  const readers = columns.map(({ name, type }) => {
    const cells = column(table, name);
    return type === 'image'
      ? (row: number) => files.get(cells[row]!)?.digest ?? cells[row]!
      : (row: number) => cells[row]!;
  });
  return (row) => JSON.stringify(readers.map((read) => read(row)));
}

/**
 * Salted keys that are the same for identical rows in every version of a data set, whatever is planned on it:
 * all cells but ids, targets and what is ignored, in the order of the columns' names.
 */
export function rowKeys(table: Table, columns: readonly ColumnEntry[], files: Files, salt: string): string[] {
  const there = columns.filter(({ name }) => table.cells.has(name));
  const telling = there.filter(({ role }) => role !== 'id' && role !== 'target' && role !== 'ignored');
  const used = (telling.length > 0 ? telling : there).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = JSON.stringify(used.map(({ name }) => name));
  const content = contentOf(table, used, files);
  return Array.from({ length: table.rows }, (_, row) => keyed(salt, 'row', names, content(row)));
}

/** SHA-256 over the keys of a split's rows, in an order of their own. */
export const splitDigest = (keys: readonly string[], rows: readonly number[]): string =>
  sha256(
    rows
      .map((row) => keys[row]!)
      .sort()
      .join('\n'),
  );
