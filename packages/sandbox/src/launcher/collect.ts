import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  type Stats,
  statfsSync,
} from 'node:fs';
import type { CollectDefect, CollectDefectClass, Limits } from '../types.js';

export interface OpenOutput {
  name: string;
  bytes: number;
  fd: number;
}

const GOOD_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

/** A name that is safe to show: everything but plain ASCII is escaped. */
export function showName(raw: Buffer): string {
  const shown = [...raw.subarray(0, 100)].map((byte) =>
    byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return shown.join('').slice(0, 100);
}

function typeDefect(stats: Stats): CollectDefectClass | null {
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isDirectory()) return 'directory';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  return stats.isFile() ? null : 'device';
}

function fileDefect(stats: Stats, limits: Limits): CollectDefectClass | null {
  if (stats.nlink !== 1) return 'hard_link';
  if (stats.size > limits.outBytes) return 'too_big';
  // Root could read it all the same; the answer must not depend on who collects.
  return (stats.mode & 0o400) === 0 ? 'unreadable' : null;
}

function openOutput(dir: Buffer, raw: Buffer, limits: Limits): OpenOutput | CollectDefectClass {
  const path = Buffer.concat([dir, Buffer.from('/'), raw]);
  const before = lstatSync(path);
  const wrong = typeDefect(before) ?? fileDefect(before, limits);
  if (wrong) return wrong;
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return 'unreadable';
  }
  const stats = fstatSync(fd);
  const now = typeDefect(stats) ?? fileDefect(stats, limits);
  if (now === null) return { name: raw.toString('latin1'), bytes: stats.size, fd };
  closeSync(fd);
  return now;
}

export interface Collected {
  outputs: OpenOutput[];
  defect?: CollectDefect;
}

/**
 * Opens everything a program left in /out as what it is: hostile. Call it only after the run's last process
 * is gone. One defect spoils all outputs. Descriptors are the caller's to close.
 */
export function collect(outDir: string, limits: Limits): Collected {
  const outputs: OpenOutput[] = [];
  const dir = Buffer.from(outDir);
  const spoil = (defect: CollectDefect): Collected => {
    for (const { fd } of outputs) closeSync(fd);
    return { outputs: [], defect };
  };
  const listing = opendirSync(outDir, { encoding: 'buffer' as BufferEncoding });
  let total = 0;
  try {
    for (let entry = listing.readSync(); entry !== null; entry = listing.readSync()) {
      const raw = entry.name as unknown as Buffer;
      const name = showName(raw);
      if (outputs.length >= limits.outFiles) return spoil({ class: 'too_many', name });
      const opened = openOutput(dir, raw, limits);
      if (typeof opened === 'string') return spoil({ class: opened, name });
      outputs.push(opened);
      if (!GOOD_NAME.test(opened.name)) return spoil({ class: 'bad_name', name });
      total += opened.bytes;
      if (total > limits.outBytes) return spoil({ class: 'too_big', name });
    }
  } finally {
    listing.closeSync();
  }
  outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { outputs };
}

/** True if a size-limited /out has no block or no inode left. */
export function isFull(outDir: string): boolean {
  const { bfree, ffree } = statfsSync(outDir);
  return bfree === 0 || ffree === 0;
}
