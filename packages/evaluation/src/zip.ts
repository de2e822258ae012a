import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { ArchiveBroken, type UnpackRules } from './tar.js';

// 1980-01-01, the first day the format can say, told by the local clock that a ZIP tells time by: a real time would make
// two equal archives differ.
const FIRST_DAY = new Date(1980, 0, 1);

/**
 * Writes files as a .zip of stored entries, the same bytes for the same files, in their order.
 * @param parts name in the archive and path on disk
 */
export async function writeZip(
  file: string,
  parts: readonly { name: string; path: string }[],
): Promise<void> {
  const zip = new ZipWriter();
  const out = zip.outputStream as Readable;
  // A part that cannot be read ends the archive; without this it would wait for ever, and its file stay open.
  zip.on('error', (error: Error) => out.destroy(error));
  for (const { name, path } of parts)
    zip.addFile(path, name, {
      mtime: FIRST_DAY,
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: false,
    });
  zip.end();
  await pipeline(out, createWriteStream(file, { mode: 0o644 }));
}

/**
 * Unpacks a zip's regular files below an existing folder.
 * @throws {ArchiveBroken} at the first entry that breaks a rule; what was written before stays
 */
export async function unpackZip(file: string, dir: string, rules: UnpackRules): Promise<void> {
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    throw new ArchiveBroken(String(error));
  }
  const seen = new Set<string>();
  let bytes = 0;
  const judge = (entry: Entry): void => {
    const name = entry.fileName;
    const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
    if (kind !== 0 && kind !== 0o100000)
      throw new ArchiveBroken('something other than a file in the archive');
    if (!rules.accepts(name) || seen.has(name))
      throw new ArchiveBroken(`a name that may not be: ${name.slice(0, 100)}`);
    seen.add(name);
    bytes += entry.uncompressedSize;
    if (bytes > rules.maxBytes || seen.size > rules.maxFiles) throw new ArchiveBroken('too large');
  };
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      judge(entry);
      const target = join(dir, entry.fileName);
      await mkdir(dirname(target), { recursive: true, mode: 0o755 });
      await pipeline(
        await zip.openReadStreamPromise(entry),
        createWriteStream(target, { flags: 'wx', mode: 0o644 }),
      );
    }
  } catch (error) {
    throw error instanceof ArchiveBroken ? error : new ArchiveBroken(String(error));
  } finally {
    zip.close();
  }
}
