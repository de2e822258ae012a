import { Unreadable } from './problem.js';
import type { Encoding } from './reading.js';

/** Opens a file from its beginning, in pieces of any size. */
export type OpenBytes = () => Iterable<Uint8Array>;

export interface FoundEncoding {
  encoding: Encoding;
  /** A byte order mark or valid UTF-8 says so, or the owner; otherwise it was assumed. */
  sure: boolean;
}

const HEAD = 65_536;

function headOf(open: OpenBytes): Uint8Array {
  for (const piece of open()) return piece.subarray(0, HEAD);
  return new Uint8Array();
}

/** UTF-16 without a byte order mark: plain characters have a zero in every second byte. */
function wideWithoutMark(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2]! += 1;
  const half = head.length / 2;
  if (half < 4) return null;
  if (zeros[1]! > half * 0.3 && zeros[0]! < half * 0.02) return 'utf-16le';
  return zeros[0]! > half * 0.3 && zeros[1]! < half * 0.02 ? 'utf-16be' : null;
}

function markOf(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

/** Pieces of a file as text. @throws {TypeError} at the first piece that is none */
function* plainly(open: OpenBytes, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (const piece of open()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function fits(open: OpenBytes, encoding: Encoding): boolean {
  try {
    for (const _ of plainly(open, encoding));
    return true;
  } catch {
    return false;
  }
}

/** Line of the first byte that does not fit, and characters of three bytes in UTF-8 (most of Chinese) before it. */
function brokenAt(open: OpenBytes, encoding: Encoding): { line: number; wide: number } {
  const bad = firstUnfit(open, encoding);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const found = { line: 1, wide: 0 };
  const count = (bytes: Uint8Array) => {
    const text = decoder.decode(bytes, { stream: true });
    found.line += newlinesIn(text);
    found.wide += text.match(/[\u0800-\uffff]/g)?.length ?? 0;
  };
  let number = 0;
  try {
    for (const piece of open()) {
      // Byte by byte only where it breaks: a decoder that has failed cannot be asked how far it came.
      if (number === bad) for (let at = 0; at < piece.length; at += 1) count(piece.subarray(at, at + 1));
      else count(piece);
      number += 1;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return found;
}

/** Number of the first piece that does not fit, from 0. */
function firstUnfit(open: OpenBytes, encoding: Encoding): number {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let number = 0;
  try {
    for (const piece of open()) {
      decoder.decode(piece, { stream: true });
      number += 1;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return number;
}

export function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

// GB 2312 has its characters in rows A1 to F7 with a second byte from A1 on; what GBK added lies outside and is rare.
const MOST_RARE = 0.2;
const ENOUGH = 200_000;

interface Doubles {
  all: number;
  rare: number;
  /** Pairs that Big5 has among its frequent characters (A4 to C6). */
  big5: number;
}

function doublesOf(open: OpenBytes): Doubles {
  const found = { all: 0, rare: 0, big5: 0 };
  let lead = 0;
  for (const piece of open()) {
    for (const byte of piece) {
      if (lead === 0) {
        if (byte >= 0x81 && byte <= 0xfe) lead = byte;
        continue;
      }
      found.all += 1;
      if (byte < 0xa1 || lead < 0xa1 || lead > 0xf7) found.rare += 1;
      const trail = (byte >= 0x40 && byte <= 0x7e) || byte >= 0xa1;
      if (lead >= 0xa4 && lead <= 0xc6 && trail) found.big5 += 1;
      lead = 0;
    }
    if (found.all > ENOUGH) break;
  }
  return found;
}

const stop = (code: string, place: string, detail: string): never => {
  throw new Unreadable([{ code, place, detail }]);
};

/**
 * What encoding a text is in: UTF-8 or UTF-16 where bytes prove it, else GB18030 (of which GBK and GB2312 are
 * parts), refused where its characters would be so rare that the text is more likely Big5 or Latin-1.
 * @throws {Unreadable} `empty`, `encoding` with the line, `encoding_doubtful`
 */
export function findEncoding(open: OpenBytes): FoundEncoding {
  const head = headOf(open);
  if (head.length === 0) stop('empty', 'file', 'has no content');
  const mark = markOf(head);
  if (mark) return { encoding: mark, sure: true };
  const wide = wideWithoutMark(head);
  if (wide && fits(open, wide)) return { encoding: wide, sure: false };
  if (fits(open, 'utf-8')) return { encoding: 'utf-8', sure: true };
  const broken = brokenAt(open, 'utf-8');
  // A text that is UTF-8 for some way is not something else: a byte of it is damaged.
  if (broken.wide > 4) stop('encoding', `line ${broken.line}`, 'UTF-8');
  if (!fits(open, 'gb18030')) stop('encoding', `line ${broken.line}`, 'UTF-8, GB18030');
  const { all, rare, big5 } = doublesOf(open);
  if (rare > all * MOST_RARE) {
    const likely = big5 > all * 0.8 && all > 3 && fits(open, 'big5') ? 'big5' : 'windows-1252';
    stop('encoding_doubtful', `line ${broken.line}`, likely);
  }
  return { encoding: 'gb18030', sure: false };
}

/**
 * The text in pieces.
 * @throws {Unreadable} `encoding`, `nul` with the line
 */
export function* decoded(open: OpenBytes, encoding: Encoding): Generator<string> {
  let line = 1;
  const pieces = plainly(open, encoding);
  for (;;) {
    let piece: string;
    try {
      const next = pieces.next();
      if (next.done) return;
      piece = next.value;
    } catch {
      return stop('encoding', `line ${brokenAt(open, encoding).line}`, encoding);
    }
    const nul = piece.indexOf('\0');
    if (nul >= 0) stop('nul', `line ${line + newlinesIn(piece.slice(0, nul))}`, 'NUL');
    line += newlinesIn(piece);
    yield piece;
  }
}
