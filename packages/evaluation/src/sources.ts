import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import type { Problem } from './types.js';

/** A file that a cell of an image column names. */
export interface SourceFile {
  path: string;
  /** SHA-256 of the content, hex. */
  digest: string;
  /** Ending under which it is handed out, such as `.png`. */
  ending: string;
}

const MOST_BYTES = 32 * 2 ** 20;
const endings = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff', '.webp']);

/** The cell's path below the folder of files; null where it could lead elsewhere. */
function pathBelow(dir: string, cell: string): string | null {
  const parts = cell.replace(/^(\.\/)?files\//, '').split('/');
  const bad = parts.some(
    (part) => part === '' || part === '.' || part === '..' || /[\\\u0000-\u001f]/.test(part),
  );
  return bad ? null : join(dir, ...parts);
}

/**
 * Finds the files of an image column and digests them, each once.
 * Problem `file_missing`: no regular file of at most 32 MiB; links are not followed.
 */
export async function sourceFiles(
  dir: string,
  cells: readonly string[],
): Promise<{ files: Map<string, SourceFile> } | { problem: Problem }> {
  const files = new Map<string, SourceFile>();
  for (const [row, cell] of cells.entries()) {
    if (files.has(cell)) continue;
    const path = pathBelow(dir, cell);
    const digest = path === null ? null : await digestOf(path);
    if (path === null || digest === null)
      return { problem: { code: 'file_missing', place: `row ${row + 1}`, detail: shown(cell) } };
    const ending = extname(cell).toLowerCase();
    files.set(cell, { path, digest, ending: endings.has(ending) ? ending : '.bin' });
  }
  return { files };
}

async function digestOf(path: string): Promise<string | null> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > MOST_BYTES) return null;
    return createHash('sha256')
      .update(await handle.readFile())
      .digest('hex');
  } finally {
    await handle.close();
  }
}
