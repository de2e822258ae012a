import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { Findings } from './problems.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

// The engine's longest string is 2^29 - 24 characters.
const LARGEST_TEXT = 480 * 1024 * 1024;

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

function tryDecode(encoding: TextEncoding, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Offset of the first byte that is not UTF-8, by halving: decoding a prefix tells which half it lies in. */
function firstBroken(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}

/**
 * Text of a file in UTF-8, UTF-16 (with a byte order mark) or GB18030 (which GBK and GB2312 are part of).
 * @throws {Unacceptable} with the line where it stops being text.
 */
export function decodeText(file: string): { text: string; encoding: TextEncoding } {
  const findings = new Findings();
  const { size } = statSync(file);
  if (size > LARGEST_TEXT)
    findings.stop(
      'too_big',
      'file',
      `${size} bytes of text, at most ${LARGEST_TEXT}: split it or upload Parquet`,
    );
  const bytes = readFileSync(file);
  if (bytes.length === 0) findings.stop('empty', 'file', 'has no content');
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const wide = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null;
  const encoding: TextEncoding = wide ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
  const text = tryDecode(encoding, bytes);
  if (text === null) {
    if (wide) return findings.stop('encoding', 'file', `begins like ${wide} but is not`);
    const at = firstBroken(bytes);
    return findings.stop(
      'encoding',
      `line ${lineAt(bytes, at)}`,
      `byte ${at} fits neither UTF-8 nor GB18030`,
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0)
    findings.stop('nul', `line ${text.slice(0, nul).split('\n').length}`, 'a NUL character: not a text file');
  return { text, encoding };
}
