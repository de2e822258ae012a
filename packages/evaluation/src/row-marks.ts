import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { normalInstant, normalNumber } from '@scenario-lab/tables/normal';
import { keyed } from './keyed.js';
import type { SourceFile } from './sources.js';
import { column, type Table } from './table.js';
import type { RowMarks } from './types.js';

/** The same figure, instant or word, however it is written: `1.0` is `1`, `2026-01-01T08:00:00+08:00` is `2026-01-01T00:00:00Z`. */
function plain(cell: string): string {
  const text = cell.trim().normalize('NFC');
  const number = normalNumber(text);
  if (number !== null) return `n${number}`;
  const instant = normalInstant(text);
  return instant === null ? `t${text}` : `i${instant}`;
}

const toBigint = (hex: string) => BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)).toString();

/**
 * Marks of the given rows, each kind once per distinct row. `secret`: the vault's own for all data sets, so that a data
 * set brought a second time is known again; `salt`: of the data set, for entity and time alone say nothing beyond it.
 */
export function rowMarks(
  source: { table: Table; columns: readonly ColumnEntry[]; files: ReadonlyMap<string, SourceFile> },
  rows: readonly number[],
  { secret, salt }: { secret: string; salt: string },
): RowMarks {
  const there = source.columns.filter(({ name }) => source.table.cells.has(name));
  const reader = ({ name, type }: ColumnEntry) => {
    const cells = column(source.table, name);
    return type === 'image'
      ? (row: number) => source.files.get(cells[row]!)?.digest ?? cells[row]!
      : (row: number) => plain(cells[row]!);
  };
  const byName = (a: ColumnEntry, b: ColumnEntry) => (a.name < b.name ? -1 : 1);
  const marked = (kind: string, key: string, of: readonly ColumnEntry[]) => {
    const readers = of.toSorted(byName).map((entry) => ({ name: entry.name, read: reader(entry) }));
    const text = (row: number) => JSON.stringify(readers.map(({ name, read }) => [name, read(row)]));
    return [...new Set(rows.map((row) => toBigint(keyed(key, kind, text(row)))))];
  };
  const telling = there.filter(({ role }) => role !== 'id' && role !== 'ignored');
  const placed = there.filter(({ role }) => role === 'id' || role === 'time' || role === 'group');
  return {
    content: marked('content', secret, telling),
    place: placed.some(({ role }) => role !== 'group') ? marked('place', salt, placed) : [],
  };
}
