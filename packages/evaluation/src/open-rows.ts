import { fewestFigured } from '@scenario-lab/domain/datasets/told';
import { randomFrom, streamSeed } from '@scenario-lab/metrics/random';
import { writeCsv } from './csv.js';
import { sha256 } from './keyed.js';
import { column, type Table } from './table.js';
import type { OpenTable } from './types.js';

/** Key of a row as it is kept: 64 bits tell the rows of one data set apart. */
export const shortKey = (key: string): string => key.slice(0, 16);

/** Rows of an open split that no sealed version of the data set has ever hidden, by their keys. */
export function openRows(
  open: readonly number[],
  keys: readonly string[],
  hidden: Iterable<string>,
): number[] {
  const closed = new Set(hidden);
  return open.filter((row) => !closed.has(shortKey(keys[row]!)));
}

/**
 * Writes the open rows for their profile, each column shuffled by itself: a profile tells of columns one by one,
 * so nothing that pairs an input with its answer leaves the vault. Null of fewer than 100 rows, whose figures
 * would tell of single ones.
 * @param salt fixes the order, so that the same rows give the same bytes
 */
export async function writeOpenRows(
  file: string,
  table: Table,
  rows: readonly number[],
  salt: string,
): Promise<OpenTable | null> {
  if (rows.length < fewestFigured) return null;
  const contents = new Set(
    rows.map((row) => sha256(JSON.stringify(table.names.map((name) => column(table, name)[row])))),
  );
  const seed = BigInt(`0x${sha256(salt).slice(0, 16)}`);
  const shuffled = table.names.map((name) => {
    const cells = rows.map((row) => column(table, name)[row]!);
    const random = randomFrom(streamSeed(seed, name));
    // Fisher and Yates, from the end.
    for (let last = cells.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random.unit() * (last + 1));
      [cells[last], cells[other]] = [cells[other]!, cells[last]!];
    }
    return cells;
  });
  const lines = function* () {
    for (let at = 0; at < rows.length; at += 1) yield shuffled.map((cells) => cells[at]!);
  };
  await writeCsv(file, [...table.names], lines());
  return { file, rows: rows.length, duplicates: rows.length - contents.size };
}
