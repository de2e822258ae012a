import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { csvText } from './csv.js';
import { ArchiveBroken } from './tar.js';

/** On top of a pack: the longest history of its cases, of which every other is a beginning. */
const FILE = 'history.csv';
/** What all cases of a pack may come to when each has its own history again. */
const MOST_BYTES = 8 * 2 ** 30;

/**
 * Writes the history of a pack's cases once. A rolling forecast looks back on the same rows again and again, each time
 * on some more: written per case, a series of 1.2 MB with a thousand origins came to 275 MB.
 * @param pasts rows of the table per case; each must begin the longest
 * @param line of a row, as cells
 * @returns bytes of the file that are a case's own history; null where one is no beginning of the longest
 */
export async function writeSharedPast(
  dir: string,
  header: string[],
  pasts: readonly { name: string; rows: readonly number[] }[],
  line: (row: number) => string[],
): Promise<Record<string, number> | null> {
  const longest = pasts.reduce(
    (most, { rows }) => (rows.length > most.length ? rows : most),
    [] as readonly number[],
  );
  if (!pasts.every(({ rows }) => rows.every((row, at) => row === longest[at]))) return null;
  const lines = [csvText([header]), ...longest.map((row) => csvText([line(row)]))];
  // Bytes of the header and the first rows, by how many rows.
  const ends = new Float64Array(lines.length);
  lines.forEach((text, at) => {
    ends[at] = (ends[at - 1] ?? 0) + Buffer.byteLength(text);
  });
  await writeFile(join(dir, FILE), lines.join(''));
  return Object.fromEntries(pasts.map(({ name, rows }) => [name, ends[rows.length]!]));
}

/**
 * Gives each case of an unpacked pack its own history and takes the shared one away: a program must never see what
 * comes after its origin.
 * @param past bytes per case, as in `pack.json`
 * @throws {ArchiveBroken} where they do not fit the file, or come to more than 8 GiB
 */
export async function unfoldPast(
  packDir: string,
  past: Readonly<Record<string, number>> | undefined,
  cases: readonly string[],
): Promise<void> {
  if (past === undefined) return;
  const file = join(packDir, FILE);
  const size = await stat(file).then(
    (stats) => stats.size,
    () => -1,
  );
  const wanted = Object.entries(past);
  if (wanted.some(([name, bytes]) => !cases.includes(name) || bytes > size))
    throw new ArchiveBroken('the shared history does not fit the cases');
  if (wanted.reduce((sum, [, bytes]) => sum + bytes, 0) > MOST_BYTES)
    throw new ArchiveBroken('the histories of the cases are too large');
  for (const [name, bytes] of wanted)
    await pipeline(
      createReadStream(file, { start: 0, end: bytes - 1 }),
      createWriteStream(join(packDir, 'cases', name, FILE), { flags: 'wx', mode: 0o644 }),
    );
  await rm(file);
}
