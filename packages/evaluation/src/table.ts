import { createReadStream } from 'node:fs';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import { eachRecord, TextBroken } from '@scenario-lab/sandbox/harness/record-stream';
import { normalInstant, normalNumber, normalOffset } from '@scenario-lab/tables/normal';
import type { Problem } from './types.js';

/** A normalised table (`@scenario-lab/tables`) as text, column by column. An empty cell is a null. */
export interface Table {
  names: string[];
  rows: number;
  /** `cells.get(name)![row]`, row from 0. */
  cells: Map<string, string[]>;
}

export interface TableLimits {
  maxColumns: number;
  maxCells: number;
  /** Characters of one record. */
  maxRecord: number;
}

export const tableLimits: TableLimits = { maxColumns: 2_000, maxCells: 40_000_000, maxRecord: 4 * 2 ** 20 };

export type ReadTable = { ok: true; table: Table } | { ok: false; problem: Problem };

// Most columns repeat few values; one string for each keeps a large table in memory.
const MOST_INTERNED = 10_000;

function interner(): (cell: string) => string {
  const known = new Map<string, string>();
  return (cell) => {
    const twin = known.get(cell);
    if (twin !== undefined) return twin;
    if (known.size < MOST_INTERNED) known.set(cell, cell);
    return cell;
  };
}

/**
 * Reads a normalised table (UTF-8, RFC 4180, header line). Never throws for what stands in the file.
 * Codes: `table_broken`, `table_empty`, `table_ragged`, `table_too_large`, `duplicate_column`.
 * @throws the file system's error
 */
export async function readTable(file: string, limits: TableLimits = tableLimits): Promise<ReadTable> {
  let names: string[] | null = null;
  let columns: string[][] = [];
  let interned: ((cell: string) => string)[] = [];
  let rows = 0;
  let problem: Problem | null = null;
  const stop = (code: string, place: string, detail: string): false => {
    problem = { code, place, detail };
    return false;
  };
  const onRecord = (cells: string[], line: number): boolean => {
    if (names === null) {
      if (cells.length > limits.maxColumns)
        return stop('table_too_large', 'line 1', `${cells.length} columns`);
      const twin = cells.find((name, at) => cells.indexOf(name) !== at);
      if (twin !== undefined) return stop('duplicate_column', shown(twin), 'two columns of one name');
      names = cells;
      columns = cells.map(() => []);
      interned = cells.map(interner);
      return true;
    }
    if (cells.length !== names.length)
      return stop('table_ragged', `line ${line}`, `${cells.length} cells, the header has ${names.length}`);
    rows += 1;
    if (rows * names.length > limits.maxCells)
      return stop('table_too_large', `line ${line}`, `more than ${limits.maxCells} cells`);
    for (let at = 0; at < cells.length; at += 1) columns[at]!.push(interned[at]!(cells[at]!));
    return true;
  };
  try {
    await eachRecord(createReadStream(file), limits.maxRecord, onRecord);
  } catch (error) {
    if (!(error instanceof TextBroken)) throw error;
    const { line, detail } = error.fault;
    return { ok: false, problem: { code: 'table_broken', place: `line ${line}`, detail } };
  }
  if (problem) return { ok: false, problem };
  if (names === null || rows === 0)
    return { ok: false, problem: { code: 'table_empty', place: 'file', detail: 'no rows' } };
  const header: string[] = names;
  const cells = new Map(header.map((name, at) => [name, columns[at]!] as const));
  return { ok: true, table: { names: header, rows, cells } };
}

/** @throws RangeError when the table has no such column */
export function column(table: Table, name: string): string[] {
  const cells = table.cells.get(name);
  if (!cells) throw new RangeError(`no column ${JSON.stringify(name)}`);
  return cells;
}

/** Numbers of a column; NaN for an empty cell. `bad` is the first row (from 0) that holds something else, or -1. */
export function numbersOf(cells: readonly string[]): { values: Float64Array; bad: number } {
  return typed(cells, normalNumber);
}

/** Instants of a column in milliseconds since 1970 UTC; NaN for an empty cell; `bad` as in `numbersOf`. */
export function instantsOf(cells: readonly string[]): { values: Float64Array; bad: number } {
  return typed(cells, normalInstant);
}

/**
 * Instants moved to the wall clock of the column's first filled cell, in ms as if it were UTC: there calendar months
 * begin at midnight, and distances stay what they are.
 */
export function onWallClock(cells: readonly string[], instants: Float64Array): Float64Array {
  const first = cells.find((cell) => cell !== '');
  const offset = (first === undefined ? null : normalOffset(first)) ?? 0;
  return instants.map((instant) => instant + offset * 60_000);
}

function typed(cells: readonly string[], read: (cell: string) => number | null) {
  const values = new Float64Array(cells.length).fill(Number.NaN);
  let bad = -1;
  cells.forEach((cell, row) => {
    if (cell === '') return;
    const value = read(cell);
    if (value !== null) values[row] = value;
    else if (bad < 0) bad = row;
  });
  return { values, bad };
}
