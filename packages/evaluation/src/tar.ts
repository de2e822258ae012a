import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** Every regular file below a folder, as paths with `/`, in code unit order. */
export async function filesBelow(dir: string, prefix = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(dir, prefix), { withFileTypes: true })) {
    const name = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await filesBelow(dir, name)));
    else if (entry.isFile()) found.push(name);
  }
  return found.sort();
}

/** Packs a folder's regular files: the same files give the same bytes (sorted, no owner, no time, mode 0644). */
export async function tarFolder(dir: string, file: string): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createWriteStream(file, { mode: 0o644 }));
  const fill = async () => {
    for (const name of await filesBelow(dir)) {
      const path = join(dir, name);
      const { size } = await stat(path);
      const header = { name, size, mode: 0o644, mtime: new Date(0), type: 'file' as const, uid: 0, gid: 0 };
      await pipeline(createReadStream(path), tar.entry(header));
    }
    tar.finalize();
  };
  await Promise.all([
    written,
    fill().catch((error: unknown) => {
      tar.destroy(error as Error);
      throw error;
    }),
  ]);
}

export class ArchiveBroken extends Error {}

export interface UnpackRules {
  /** Says whether a name may be written; names never get further than this unless it answers true. */
  accepts: (name: string) => boolean;
  maxBytes: number;
  maxFiles: number;
  /** Files marked executable stay so. */
  executables?: boolean;
}

/**
 * Unpacks regular files below an existing folder. Nothing but files and folders is allowed in the archive.
 * @throws {ArchiveBroken} at the first entry that breaks a rule; what was written before stays
 */
export async function unpackTar(file: string, dir: string, rules: UnpackRules): Promise<void> {
  const reader = extract();
  let bytes = 0;
  const seen = new Set<string>();
  const source = createReadStream(file);
  source.on('error', (error) => reader.destroy(error));
  source.pipe(reader);
  try {
    for await (const entry of reader) {
      const { name, type, size = 0, mode = 0 } = entry.header;
      if (type === 'directory') {
        entry.resume();
        continue;
      }
      bytes += size;
      if (type !== 'file') throw new ArchiveBroken(`${type} in the archive`);
      if (!rules.accepts(name) || seen.has(name))
        throw new ArchiveBroken(`a name that may not be: ${name.slice(0, 100)}`);
      seen.add(name);
      if (bytes > rules.maxBytes || seen.size > rules.maxFiles) throw new ArchiveBroken('too large');
      const target = join(dir, name);
      await mkdir(dirname(target), { recursive: true, mode: 0o755 });
      const executable = rules.executables === true && (mode & 0o100) !== 0;
      await pipeline(entry, createWriteStream(target, { flags: 'wx', mode: executable ? 0o755 : 0o644 }));
    }
  } catch (error) {
    if (error instanceof ArchiveBroken || (error as NodeJS.ErrnoException).code !== undefined) throw error;
    throw new ArchiveBroken(String(error));
  } finally {
    source.destroy();
  }
}
