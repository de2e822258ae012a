import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ArchiveBroken, type UnpackRules } from './tar.js';

// 1980-01-01, the first day the format can say: a real time would make two equal archives differ.
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const MOST_BYTES = 0xffffffff;

/**
 * Writes files as a .zip of stored entries, the same bytes for the same files. PKWARE APPNOTE 6.3 without zip64.
 * @param parts name in the archive and path on disk; ASCII names
 * @throws RangeError from 65,535 entries or 4 GiB
 */
export async function writeZip(
  file: string,
  parts: readonly { name: string; path: string }[],
): Promise<void> {
  if (parts.length >= 0xffff) throw new RangeError('too many entries for a plain zip');
  const out = await open(file, 'w', 0o644);
  const directory: Buffer[] = [];
  let at = 0;
  const put = async (bytes: Buffer) => {
    await out.write(bytes);
    at += bytes.length;
  };
  try {
    for (const { name, path } of parts) {
      const data = await readFile(path);
      const title = Buffer.from(name, 'utf8');
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(UTF8_NAMES, 2);
      fields.writeUInt16LE(DOS_DATE, 8);
      fields.writeUInt32LE(crc32(data), 10);
      fields.writeUInt32LE(data.length, 14);
      fields.writeUInt32LE(data.length, 18);
      fields.writeUInt16LE(title.length, 22);
      if (at + data.length + title.length + 30 > MOST_BYTES)
        throw new RangeError('too large for a plain zip');
      const central = Buffer.alloc(14);
      // Made on Unix, a regular file of mode 0644.
      central.writeUInt32LE((0o100644 << 16) >>> 0, 6);
      central.writeUInt32LE(at, 10);
      directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), fields, central, title);
      await put(Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, title]));
      await put(data);
    }
    const listing = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(parts.length, 8);
    end.writeUInt16LE(parts.length, 10);
    end.writeUInt32LE(listing.length, 12);
    end.writeUInt32LE(at, 16);
    await put(Buffer.concat([listing, end]));
  } finally {
    await out.close();
  }
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
