import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { type ArchiveLimits, isBomb, isClutter, type Member, NameCheck } from './members.js';
import { Findings } from './problems.js';

// Signatures and offsets of PKWARE's APPNOTE.TXT 6.3.10.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;

interface Entry {
  name: string;
  /** The name as it stands in the directory. */
  nameBytes: Buffer;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  bytes: number;
  offset: number;
  unixMode: number;
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const got = readSync(fd, buffer, read, length - read, offset + read);
    if (got === 0) break;
    read += got;
  }
  return buffer.subarray(0, read);
}

function findDirectory(
  fd: number,
  size: number,
  findings: Findings,
): { count: number; offset: number; bytes: number; at: number } {
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = readAt(fd, size - tailBytes, tailBytes);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END || at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length)
      continue;
    const [disk, count, bytes, offset] = [
      tail.readUInt16LE(at + 4),
      tail.readUInt16LE(at + 10),
      tail.readUInt32LE(at + 12),
      tail.readUInt32LE(at + 16),
    ];
    if (disk !== 0 || count !== tail.readUInt16LE(at + 8))
      findings.stop('multi_part', 'archive', 'parts of a split archive');
    if (count === 0xffff || offset === 0xffffffff)
      findings.stop('zip64', 'archive', 'ZIP64 archives are not taken');
    return { count, offset, bytes, at: size - tailBytes + at };
  }
  return findings.stop('not_zip', 'archive', 'the end of the ZIP directory is missing: truncated or no ZIP');
}

const UTF8_NAME = 0x800;

/** A name that no flag calls UTF-8 is in whatever its archiver's desktop spoke: in Chinese offices GBK. */
function nameOf(bytes: Buffer, flags: number): string {
  if ((flags & UTF8_NAME) !== 0 || isUtf8(bytes)) return bytes.toString('utf8');
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function readEntries(fd: number, size: number, findings: Findings, limits: ArchiveLimits): Entry[] {
  const { count, offset, bytes, at: end } = findDirectory(fd, size, findings);
  if (count > limits.maxFiles)
    findings.stop('too_many_files', 'archive', `${count} files, at most ${limits.maxFiles}`);
  if (offset + bytes > end) findings.stop('not_zip', 'archive', 'the directory does not lie inside the file');
  const directory = readAt(fd, offset, bytes);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      findings.stop('not_zip', `entry ${entries.length + 1}`, 'the directory is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    const nameBytes = directory.subarray(at + 46, at + 46 + nameLength);
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    entries.push({
      name: nameOf(nameBytes, directory.readUInt16LE(at + 8)),
      nameBytes,
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      // Only archivers on Unix (made-by 3) fill the upper half with st_mode.
      unixMode: directory.readUInt16LE(at + 4) >> 8 === 3 ? directory.readUInt16LE(at + 40) : 0,
    });
    at += 46 + nameLength + rest;
  }
  return entries;
}

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;

function checkEntry(entry: Entry, findings: Findings): void {
  const { name, flags, method, packed, bytes, unixMode } = entry;
  if ((flags & 0x2041) !== 0) findings.add('encrypted', name, 'encrypted files cannot be examined');
  if (method !== 0 && method !== 8) findings.add('method', name, `compression method ${method} is not taken`);
  if (method === 0 && packed !== bytes) findings.add('damaged', name, 'stored with two different sizes');
  const type = unixMode & S_IFMT;
  if (type !== 0 && type !== S_IFREG && type !== S_IFDIR) findings.add('link', name, 'is a link or a device');
  if (isBomb(packed, bytes)) findings.add('bomb', name, `${packed} bytes unpack to ${bytes}`);
}

/** Entries may not share bytes: that is how a small archive unpacks to petabytes (D. Fifield, WOOT 2019). */
function checkOverlaps(entries: Entry[], findings: Findings): void {
  const byOffset = [...entries].sort((a, b) => a.offset - b.offset);
  let end = 0;
  for (const entry of byOffset) {
    if (entry.offset < end) findings.add('overlap', entry.name, 'shares bytes with another entry');
    end = entry.offset + 30 + entry.nameBytes.length + entry.packed;
  }
}

function content(fd: number, entry: Entry, findings: Findings): Buffer {
  const header = readAt(fd, entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL)
    findings.stop('damaged', entry.name, 'its local header is missing');
  const nameBytes = header.readUInt16LE(26);
  if (!readAt(fd, entry.offset + 30, nameBytes).equals(entry.nameBytes))
    findings.stop('damaged', entry.name, 'its two headers give different names');
  const packed = readAt(fd, entry.offset + 30 + nameBytes + header.readUInt16LE(28), entry.packed);
  if (packed.length !== entry.packed) findings.stop('damaged', entry.name, 'ends too early');
  let plain = packed;
  try {
    if (entry.method === 8) plain = inflateRawSync(packed, { maxOutputLength: Math.max(entry.bytes, 1) });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      findings.stop('bomb', entry.name, 'unpacks to more than it declares');
    findings.stop('damaged', entry.name, String(error));
  }
  if (plain.length !== entry.bytes || crc32(plain) !== entry.crc)
    findings.stop('damaged', entry.name, 'length or checksum is wrong');
  return plain;
}

/**
 * The regular files of a ZIP archive.
 * @throws {Unacceptable} with everything that is wrong with its directory. Contents are checked when read.
 */
export function zipMembers(file: string, limits: ArchiveLimits): Member[] {
  const findings = new Findings();
  const fd = openSync(file, 'r');
  process.once('exit', () => closeSync(fd));
  const { size } = fstatSync(fd);
  const entries = readEntries(fd, size, findings, limits);
  checkOverlaps(entries, findings);
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > limits.maxBytes)
    findings.stop('too_big', 'archive', `unpacks to ${total} bytes, at most ${limits.maxBytes}`);
  if (isBomb(size, total, true)) findings.stop('bomb', 'archive', `${size} bytes unpack to ${total}`);
  const names = new NameCheck(findings);
  const members: Member[] = [];
  for (const entry of entries) {
    if (isClutter(entry.name)) continue;
    checkEntry(entry, findings);
    const folder = entry.name.endsWith('/');
    if (folder && entry.bytes > 0) findings.add('damaged', entry.name, 'a folder with content');
    const name = folder ? entry.name.slice(0, -1) : entry.name;
    if (folder) {
      if (/(^|\/)\.\.?(\/|$)|^\/|\\/.test(name))
        findings.add('bad_name', entry.name, 'leads out of the archive');
      continue;
    }
    if (!names.accept(name)) continue;
    members.push({
      name,
      bytes: entry.bytes,
      executable: (entry.unixMode & 0o100) !== 0,
      read: () => content(fd, entry, new Findings()),
    });
  }
  findings.settle();
  return members;
}
