import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';

/** Writes records, LF ends, cells quoted where RFC 4180 asks for it. @throws the file system's error */
export async function writeCsv(file: string, header: string[], rows: Iterable<string[]>): Promise<void> {
  const out = createWriteStream(file, { mode: 0o644 });
  const done = finished(out);
  const write = async (batch: string[][]) => {
    if (!out.write(csvText(batch))) await Promise.race([once(out, 'drain'), done]);
  };
  let batch = [header];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < 2_000) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
  out.end();
  await done;
}

export const csvText = (records: string[][]): string => stringify(records, { quoted_match: /[\r"]/ });
