import { constants, type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const BLOCK = 512;
const FILE = '0'.charCodeAt(0);

/** The file is not as `inspect` writes it. */
export class BadAppTar extends Error {}

const fieldText = (header: Buffer, at: number, length: number) => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  if (bytesRead !== length) throw new BadAppTar(`byte ${at}: ends too early`);
  return buffer;
}

function nameOf(header: Buffer, at: number): string {
  const prefix = fieldText(header, 345, 155);
  const name = `${prefix}${prefix ? '/' : ''}${fieldText(header, 0, 100)}`;
  const parts = name.split('/');
  if (/[\u0000-\u001f\\\ufffd]/.test(name) || parts.some((part) => ['', '.', '..'].includes(part)))
    throw new BadAppTar(`byte ${at}: unacceptable name`);
  return name;
}

async function copyOut(file: FileHandle, at: number, size: number, target: FileHandle): Promise<void> {
  const chunk = Buffer.alloc(Math.min(size, 1024 * 1024));
  for (let done = 0; done < size; ) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, size - done), at + done);
    if (bytesRead === 0) throw new BadAppTar(`byte ${at + done}: ends too early`);
    await target.write(chunk, 0, bytesRead);
    done += bytesRead;
  }
}

/**
 * Unpacks the normalised tar that `inspect` left as /out/app.tar into an empty or missing directory.
 * It came out of the sandbox, so nothing is taken for granted: regular files with plain names only, nothing is
 * overwritten, no link is followed.
 * @throws {BadAppTar} at the first thing `inspect` would not have written.
 */
export async function unpackAppTar(tar: string, into: string): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 };
  await mkdir(into, { recursive: true, mode: 0o755 });
  const file = await open(tar, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for (let at = 0; ; ) {
      const header = await readExactly(file, at, BLOCK);
      if (header.every((byte) => byte === 0)) return total;
      const size = Number.parseInt(fieldText(header, 124, 12), 8);
      if (header[156] !== FILE || fieldText(header, 257, 6) !== 'ustar' || !(size >= 0))
        throw new BadAppTar(`byte ${at}: not a regular file`);
      const path = join(into, nameOf(header, at));
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
      const mode = fieldText(header, 100, 8) === '0000755' ? 0o755 : 0o644;
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const target = await open(path, flags, mode);
      try {
        await copyOut(file, at + BLOCK, size, target);
      } finally {
        await target.close();
      }
      total.files += 1;
      total.bytes += size;
      at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    await file.close();
  }
}
