import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { defused } from '@scenario-lab/contracts/csv-text';
import type { ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import { csvText } from './csv.js';
import { shortKey } from './open-rows.js';
import { rowKeys } from './row-keys.js';
import { column, readTable, type Table } from './table.js';

/** How a version that an exam rests on tells its rows apart. */
export interface KeyLayout {
  columns: ColumnEntry[];
  split: SplitRule;
}

export interface OpenEditionRequest {
  /** Normalised table, as in `SealRequest`. */
  tableFile: string;
  columns: ColumnEntry[];
  /** Of every version of the data set that was ever sealed. */
  sealed: KeyLayout[];
  /** Short keys (`shortKey`) of rows that are not open in some sealed version. */
  closed: ReadonlySet<string>;
  datasetSalt: string;
  /** Names of columns nobody gets: personal data, declared or found. */
  without: readonly string[];
  /** Existing private folder; `rows.csv` and `rows.jsonl` are written there. */
  outDir: string;
}

export interface OpenEdition {
  csv: string;
  jsonl: string;
  rows: number;
  /** No row of the table was left out. */
  whole: boolean;
}

/**
 * Writes the rows of a version that no exam hides, for whoever may download them: `rows.csv` for spreadsheets (UTF-8
 * with its mark, nothing in it runs as a formula) and `rows.jsonl`, exact, one object a row, an empty cell as null.
 * Null where they cannot be told from hidden ones: a sealed version knows its rows by a column this table has not; or
 * where no row is open.
 * @throws the file system's error; an Error for a table that is no normalised one
 */
export async function writeOpenEdition(request: OpenEditionRequest): Promise<OpenEdition | null> {
  const read = await readTable(request.tableFile);
  if (!read.ok) throw new Error(`${read.problem.code} at ${read.problem.place}`);
  const { table } = read;
  const rows = openRowsOf(table, request);
  const names = table.names.filter((name) => !request.without.includes(name));
  if (!rows || rows.length === 0 || names.length === 0) return null;
  const types = new Map(request.columns.map(({ name, type }) => [name, type] as const));
  const cells = names.map((name) => ({ name, type: types.get(name), cells: column(table, name) }));
  const csv = join(request.outDir, 'rows.csv');
  await written(csv, function* () {
    yield `\uFEFF${csvText([names.map(defused)])}`;
    for (const batch of batches(rows))
      yield csvText(
        batch.map((row) =>
          cells.map(({ type, cells }) => (type === 'number' ? cells[row]! : defused(cells[row]!))),
        ),
      );
  });
  const jsonl = join(request.outDir, 'rows.jsonl');
  await written(jsonl, function* () {
    for (const batch of batches(rows))
      yield batch
        .map((row) => {
          const entries = cells.map(({ name, type, cells }) => [name, parsed(type, cells[row]!)] as const);
          // `__proto__` may well be a column: a plain assignment would lose it.
          return `${JSON.stringify(Object.fromEntries(entries))}\n`;
        })
        .join('');
  });
  return { csv, jsonl, rows: rows.length, whole: rows.length === table.rows };
}

function openRowsOf(table: Table, { sealed, closed, datasetSalt }: OpenEditionRequest): number[] | null {
  const kept = new Set(Array.from({ length: table.rows }, (_, row) => row));
  for (const { columns, split } of sealed) {
    // As `draftSplits` knows them: what a row's split is called makes no other row of it.
    const own = columns.filter(({ name }) => split.by !== 'named' || name !== split.column);
    // A column that is gone would give every row another key, and hidden ones would pass for open.
    if (own.some(({ name, role }) => role !== 'ignored' && !table.cells.has(name))) return null;
    const keys = rowKeys(table, own, new Map(), datasetSalt);
    for (const row of kept) if (closed.has(shortKey(keys[row]!))) kept.delete(row);
  }
  return [...kept];
}

function* batches(rows: readonly number[]): Generator<number[]> {
  for (let at = 0; at < rows.length; at += 2_000) yield rows.slice(at, at + 2_000);
}

async function written(file: string, text: () => Generator<string>): Promise<void> {
  await (await open(file, 'w', 0o600)).close();
  await pipeline(Readable.from(text()), createWriteStream(file));
}

function parsed(type: string | undefined, cell: string): string | number | boolean | null {
  if (cell === '') return null;
  if (type === 'number' && Number.isFinite(Number(cell))) return Number(cell);
  if (type === 'boolean' && (cell === 'true' || cell === 'false')) return cell === 'true';
  return cell;
}
