import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const block = 512;
const mostFiles = 100_000;
const segment = /^(?!\.{1,2}$)[^\0/]{1,255}$/;

/**
 * Unpacks the normalised tars our own tools write (ustar, regular files only) into an empty folder. They come out
 * of the sandbox, so nothing else is believed: a link, a device, a path that leads out or names a file twice is
 * an error. Modes are 0644, or 0755 where the tar says executable. Errors: throws on the first such member.
 */
export async function unpack(source: Readable, dir: string): Promise<void> {
  const reader = new BlockReader(source);
  for (let files = 0; ; files += 1) {
    const header = await reader.take(block);
    if (header === null || header.every((byte) => byte === 0)) break;
    if (files >= mostFiles) throw new Error('the archive holds too many files');
    const member = memberOf(header);
    const target = join(dir, ...member.path);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    const file = await open(target, 'wx', member.executable ? 0o755 : 0o644);
    try {
      await reader.copy(member.bytes, file);
    } finally {
      await file.close();
    }
    await reader.take((block - (member.bytes % block)) % block);
  }
  source.destroy();
}

interface TarMember {
  path: string[];
  bytes: number;
  executable: boolean;
}

function memberOf(header: Buffer): TarMember {
  const text = (at: number, length: number) => {
    const field = header.subarray(at, at + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? length : end);
  };
  const octal = (at: number, length: number) => {
    const digits = text(at, length).trim();
    if (!/^[0-7]+$/.test(digits)) throw new Error('the archive is damaged');
    return Number.parseInt(digits, 8);
  };
  if (!text(257, 6).startsWith('ustar') || header[156] !== 0x30) {
    throw new Error('the archive holds something that is no regular file');
  }
  const prefix = text(345, 155);
  const path = `${prefix}${prefix ? '/' : ''}${text(0, 100)}`.split('/');
  if (!path.every((part) => segment.test(part))) throw new Error('the archive holds a path that leads out');
  return { path, bytes: octal(124, 12), executable: (octal(100, 8) & 0o100) !== 0 };
}

class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  constructor(source: Readable) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes; null at the very end. */
  async take(bytes: number): Promise<Buffer | null> {
    while (this.#rest.length < bytes) {
      const more = await this.#next();
      if (more === null && this.#rest.length === 0) return null;
      if (more === null) throw new Error('the archive ends too early');
      this.#rest = Buffer.concat([this.#rest, more]);
    }
    const taken = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes);
    return taken;
  }

  async copy(bytes: number, file: FileHandle): Promise<void> {
    for (let left = bytes; left > 0; ) {
      if (this.#rest.length === 0) {
        const more = await this.#next();
        if (more === null) throw new Error('the archive ends too early');
        this.#rest = more;
      }
      const part = this.#rest.subarray(0, left);
      await file.writeFile(part);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
    }
  }

  async #next(): Promise<Buffer | null> {
    const { done, value } = await this.#chunks.next();
    return done ? null : value;
  }
}
