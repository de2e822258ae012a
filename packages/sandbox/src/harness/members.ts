import type { Findings } from './problems.js';

/** A regular file of an archive. */
export interface Member {
  name: string;
  bytes: number;
  executable: boolean;
  /** Reads the whole content; the length is `bytes`. */
  read(): Buffer;
}

export interface ArchiveLimits {
  maxFiles: number;
  maxBytes: number;
}

export const archiveLimits: ArchiveLimits = { maxFiles: 10_000, maxBytes: 1024 * 1024 * 1024 };

// Deflate cannot go beyond about 1032 : 1; honest text stays far below 200.
const BOMB_RATIO = 200;
/** One file so small, or an archive so small as a whole, does no harm whatever it was packed from. */
const FILE_FLOOR = 4 * 1024 * 1024;
const ARCHIVE_FLOOR = 32 * 1024 * 1024;

/** Many entries, each under the floor, are a bomb together. */
export const isBomb = (packed: number, bytes: number, whole = false): boolean =>
  bytes > (whole ? ARCHIVE_FLOOR : FILE_FLOOR) && bytes > packed * BOMB_RATIO;

// What our own tar can carry without extensions (POSIX.1-1988 ustar): a folder part of 155 and a last part of 100 bytes.
const LONGEST_FOLDER = 155;
const LONGEST_NAME = 100;

function nameFault(name: string): string | null {
  if (name === '') return 'empty';
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'holds a control character';
  if (name.includes('\uFFFD')) return 'is not UTF-8';
  if (name.includes('\\')) return 'holds a backslash';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'is absolute';
  const parts = name.split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === '')) return 'has an empty, . or .. part';
  const last = parts.pop()!;
  if (Buffer.byteLength(last) > LONGEST_NAME || Buffer.byteLength(parts.join('/')) > LONGEST_FOLDER)
    return 'is too long';
  return null;
}

/** Left behind by desktop systems; never part of a program. */
export const isClutter = (name: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name);

/** Watches the names of an archive as they come by. */
export class NameCheck {
  private readonly seen = new Map<string, string>();
  private readonly folders = new Map<string, string>();
  constructor(private readonly findings: Findings) {}

  /** Records whatever is wrong with the name; @returns true if it may be used. */
  accept(name: string): boolean {
    const fault = nameFault(name);
    if (fault) {
      this.findings.add('bad_name', name, `the name ${fault}`);
      return false;
    }
    const key = name.normalize('NFC').toLowerCase();
    const twin = this.seen.get(key);
    if (twin !== undefined)
      this.findings.add(twin === name ? 'duplicate' : 'case_collision', name, `clashes with ${twin}`);
    if (this.folders.has(key)) this.findings.add('duplicate', name, 'is a file and a folder');
    this.seen.set(key, name);
    this.foldersOf(name);
    return twin === undefined;
  }

  private foldersOf(name: string): void {
    const parts = name.split('/').slice(0, -1);
    parts.forEach((_, index) => {
      const folder = parts.slice(0, index + 1).join('/');
      const key = folder.normalize('NFC').toLowerCase();
      const twin = this.folders.get(key);
      if (twin !== undefined && twin !== folder)
        this.findings.add('case_collision', folder, `clashes with ${twin}`);
      if (this.seen.has(key)) this.findings.add('duplicate', folder, 'is a file and a folder');
      this.folders.set(key, folder);
    });
  }
}
