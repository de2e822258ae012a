import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, pack } from 'tar-stream';

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
 * The content of an entry for a visitor who may stop wherever it likes: ending the entry's own stream early would end
 * the whole archive's with it ("premature close").
 */
function stoppable(content: AsyncIterable<Buffer>): Readable {
  const chunks = content[Symbol.asyncIterator]();
  return Readable.from(
    { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
    { objectMode: false },
  );
}

/**
 * Visits every entry of a tar in turn; what a visitor leaves unread is skipped.
 * @throws {ArchiveBroken} where the file is no tar or ends early; what the visitor or the file system throws
 */
export async function eachEntry(
  file: string,
  visit: (header: Header, content: Readable) => Promise<void>,
): Promise<void> {
  const reader = extract();
  let failure: { error: unknown } | null = null;
  reader.on('entry', (header, content, next) => {
    // Without a listener the reader's own end, passed on to the entry being read, would end the process.
    content.on('error', () => {});
    visit(header, stoppable(content as unknown as AsyncIterable<Buffer>)).then(
      () => {
        content.resume();
        next();
      },
      (error: unknown) => {
        failure ??= { error };
        reader.destroy();
      },
    );
  });
  await pipeline(createReadStream(file), reader).catch((error: NodeJS.ErrnoException) => {
    const own = error.code === undefined || error.code.startsWith('ERR_');
    failure ??= { error: own ? new ArchiveBroken(String(error)) : error };
  });
  const failed = failure as { error: unknown } | null;
  if (failed) throw failed.error;
}

/**
 * Unpacks regular files below an existing folder. Nothing but files and folders is allowed in the archive.
 * @throws {ArchiveBroken} at the first entry that breaks a rule; what was written before stays
 */
export async function unpackTar(file: string, dir: string, rules: UnpackRules): Promise<void> {
  let bytes = 0;
  const seen = new Set<string>();
  await eachEntry(file, async ({ name, type, size = 0, mode = 0 }, content) => {
    if (type === 'directory') return;
    bytes += size;
    if (type !== 'file') throw new ArchiveBroken(`${type} in the archive`);
    if (!rules.accepts(name) || seen.has(name))
      throw new ArchiveBroken(`a name that may not be: ${name.slice(0, 100)}`);
    seen.add(name);
    if (bytes > rules.maxBytes || seen.size > rules.maxFiles) throw new ArchiveBroken('too large');
    const target = join(dir, name);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    const executable = rules.executables === true && (mode & 0o100) !== 0;
    await pipeline(content, createWriteStream(target, { flags: 'wx', mode: executable ? 0o755 : 0o644 }));
  });
}
