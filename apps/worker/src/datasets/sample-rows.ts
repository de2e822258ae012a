import { createReadStream } from 'node:fs';
import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { cutText } from '@scenario-lab/sandbox/harness/io';
import { eachRecord } from '@scenario-lab/sandbox/harness/record-stream';
import type { z } from 'zod';

export type SampleRow = Record<string, string | number | boolean | null>;

const shownRows = 20;
const longestRecord = 4 * 2 ** 20;
const longestCell = 500;

/** The first rows of a normalised table, without columns that are or seem personal. */
export async function sampleRows(
  table: string,
  declared: readonly ColumnEntry[],
  profile: z.infer<typeof Profile>,
): Promise<SampleRow[]> {
  const entries = new Map(declared.map((entry) => [entry.name, entry] as const));
  const typeOf = new Map(
    profile.columns
      .filter((column) => Object.keys(column.personal).length === 0)
      .filter((column) => entries.get(column.name)?.sensitivity !== 'personal')
      .map((column) => [column.name, entries.get(column.name)?.type ?? column.type] as const),
  );
  const rows: SampleRow[] = [];
  let header: string[] | null = null;
  await eachRecord(createReadStream(table), longestRecord, (cells) => {
    if (header === null) header = cells;
    else rows.push(rowOf(header, cells, typeOf));
    return rows.length < shownRows;
  });
  return rows;
}

function rowOf(header: string[], cells: string[], typeOf: ReadonlyMap<string, string>): SampleRow {
  const shown = header.flatMap((name, at) => {
    const type = typeOf.get(name);
    return type === undefined ? [] : [[name, cellValue(type, cells[at] ?? '')] as const];
  });
  // `__proto__` may well be a column: a plain assignment would lose it.
  return Object.fromEntries(shown);
}

function cellValue(type: string, cell: string): SampleRow[string] {
  if (cell === '') return null;
  if (type === 'number' && Number.isFinite(Number(cell))) return Number(cell);
  if (type === 'boolean' && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  return cutText(cell, longestCell);
}
