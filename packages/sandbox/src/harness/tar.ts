import { closeSync, createReadStream, openSync, readSync, statSync, writeSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type ArchiveLimits, isBomb, isClutter, type Member, NameCheck } from './members.js';
import { Findings } from './problems.js';

const BLOCK = 512;
const round = (bytes: number) => Math.ceil(bytes / BLOCK) * BLOCK;

/** Gunzips to a file of at most `most` bytes. @throws {Unacceptable} */
export async function gunzip(from: string, to: string, most: number): Promise<void> {
  const findings = new Findings();
  const packed = statSync(from).size;
  const out = openSync(to, 'w');
  let total = 0;
  try {
    for await (const chunk of createReadStream(from).pipe(createGunzip()) as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (isBomb(packed, total, true))
        findings.stop('bomb', 'archive', `${packed} bytes unpack to more than ${total}`);
      if (total > most) findings.stop('too_big', 'archive', `unpacks to more than ${most} bytes`);
      writeSync(out, chunk);
    }
  } catch (error) {
    if ((error as { problems?: unknown }).problems) throw error;
    findings.stop('damaged', 'archive', String(error));
  } finally {
    closeSync(out);
  }
}

const textAt = (header: Buffer, at: number, length: number) => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

function numberAt(header: Buffer, at: number, length: number): number {
  // GNU's base-256 form for sizes beyond 8 GiB: never acceptable here, so any huge value will do.
  if ((header[at]! & 0x80) !== 0) return Number.MAX_SAFE_INTEGER;
  const digits = textAt(header, at, length).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

function checksum(header: Buffer): number {
  let sum = 0;
  for (let index = 0; index < BLOCK; index += 1) sum += index >= 148 && index < 156 ? 32 : header[index]!;
  return sum;
}

/** `path` of a pax extended header (POSIX.1-2001): records `length key=value\n`. */
function paxPath(body: Buffer): string | null {
  const match = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString('utf8'));
  return match?.[1] ?? null;
}

/**
 * The regular files of an unpacked tar (ustar, pax or GNU).
 * @throws {Unacceptable} with everything that is wrong with it.
 */
export function tarMembers(file: string, limits: ArchiveLimits): Member[] {
  const findings = new Findings();
  const names = new NameCheck(findings);
  const members: Member[] = [];
  const fd = openSync(file, 'r');
  process.once('exit', () => closeSync(fd));
  const block = (at: number, length: number) => {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(fd, buffer, 0, length, at));
  };
  let longName: string | null = null;
  for (let at = 0, seen = 0; ; seen += 1) {
    const header = block(at, BLOCK);
    if (header.length < BLOCK) findings.stop('damaged', `byte ${at}`, 'the end of the archive is missing');
    if (header.every((byte) => byte === 0)) break;
    const size = numberAt(header, 124, 12);
    if (Number.isNaN(size) || checksum(header) !== numberAt(header, 148, 8))
      findings.stop('not_tar', `byte ${at}`, 'no tar header here: damaged or no tar');
    if (seen > limits.maxFiles * 2)
      findings.stop('too_many_files', 'archive', `more than ${limits.maxFiles} files`);
    const prefix = textAt(header, 257, 6).startsWith('ustar') ? textAt(header, 345, 155) : '';
    const plain = textAt(header, 0, 100);
    const name = (longName ?? (prefix ? `${prefix}/${plain}` : plain)).replace(/^(\.\/)+/, '');
    const type = String.fromCharCode(header[156]!);
    const body = at + BLOCK;
    if (type === 'L' || type === 'x') {
      if (size > 65_536) findings.stop('bad_name', `byte ${at}`, 'an endless name');
      const content = block(body, size);
      longName = type === 'L' ? textAt(content, 0, content.length) : (paxPath(content) ?? longName);
    } else {
      longName = null;
      const clutter = isClutter(name) || name === '' || name === '.';
      if (type === '0' || type === '\0') {
        if (block(body + size - 1, 1).length !== 1 && size > 0)
          findings.stop('damaged', name, 'ends too early');
        if (!clutter && names.accept(name))
          members.push({
            name,
            bytes: size,
            executable: (numberAt(header, 100, 8) & 0o100) !== 0,
            read: () => block(body, size),
          });
      } else if (type === '1' || type === '2') findings.add('link', name, 'is a link');
      else if (type !== '5' && type !== 'g') findings.add('device', name, `is of type ${type}`);
      if (members.length > limits.maxFiles)
        findings.stop('too_many_files', 'archive', `more than ${limits.maxFiles}`);
    }
    at = body + round(size);
  }
  findings.settle();
  return members;
}

function headerOf({ name, bytes, executable }: Member): Buffer {
  const header = Buffer.alloc(BLOCK);
  const cut = Buffer.byteLength(name) > 100 ? name.lastIndexOf('/') : -1;
  header.write(name.slice(cut + 1), 0, 100, 'utf8');
  if (cut > 0) header.write(name.slice(0, cut), 345, 155, 'utf8');
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  octal(executable ? 0o755 : 0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(0, 136, 12);
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/**
 * Writes members as a normalised tar: regular files only, sorted, no owner, no time, modes 0644 or 0755.
 * The same content always gives the same bytes.
 */
export function writeTar(file: string, members: Member[]): void {
  const out = openSync(file, 'w');
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const member of sorted) {
    writeSync(out, headerOf(member));
    const content = member.read();
    writeSync(out, content);
    writeSync(out, Buffer.alloc(round(content.length) - content.length));
  }
  writeSync(out, Buffer.alloc(2 * BLOCK));
  closeSync(out);
}
