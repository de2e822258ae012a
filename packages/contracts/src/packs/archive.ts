/*
 * The archive of a replication pack: a ZIP that every program opens, in one form only. Files lie one behind the other
 * as they are (stored), sorted by name, dated alike, and nothing stands before, between or behind them. What has one
 * form is read by writing it again: an archive that is not letter by letter what the writer would have made of its
 * files is no pack. So there is nothing to unpack that could swell, no second directory that tells another story,
 * and no path that leads anywhere.
 */

export interface ArchiveFile {
  name: string;
  bytes: Uint8Array;
}

export const archiveFaults = [
  'not_a_zip',
  'truncated',
  'too_large',
  'too_many_files',
  'compressed',
  'encrypted',
  'unsafe_path',
  'link',
  'duplicate_file',
  'damaged_file',
  'not_canonical',
] as const;
export type ArchiveFault = (typeof archiveFaults)[number];

export type ReadArchive =
  | { ok: true; files: Map<string, Uint8Array> }
  | { ok: false; code: ArchiveFault; place: string };

/** 64 MiB: a pack is held in memory as a whole. */
export const mostPackBytes = 64 * 2 ** 20;
const mostFiles = 32;

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
/** 1 January 1980, the first day a ZIP can tell. */
const day = 0x0021;
const version = 20;

/** One plain name without any folder. */
const plain = /^[a-z0-9][a-z0-9-]{0,60}(?:\.[a-z0-9]{1,10})?$/;

let table: Uint32Array | null = null;
function crcTable(): Uint32Array {
  if (table) return table;
  table = new Uint32Array(256);
  for (let at = 0; at < 256; at += 1) {
    let value = at;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    table[at] = value >>> 0;
  }
  return table;
}

/** CRC-32 as ZIP uses it (ISO-HDLC: polynomial 0x04C11DB7 reflected). */
export function crc32(bytes: Uint8Array): number {
  const known = crcTable();
  let value = 0xffffffff;
  for (const byte of bytes) value = (known[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** The archive of these files, the same bytes for the same files in whatever order. @throws where a name is not plain or comes twice */
export function writeArchive(files: readonly ArchiveFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const names = new Set(sorted.map(({ name }) => name));
  if (names.size !== files.length) throw new TypeError('a file comes twice');
  for (const name of names) if (!plain.test(name)) throw new TypeError(`${name} is no plain name`);
  const size = sorted.reduce(
    (sum, { name, bytes }) => sum + localBytes + centralBytes + 2 * name.length + bytes.length,
    endBytes,
  );
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const encoder = new TextEncoder();
  let at = 0;
  const heads = sorted.map(({ name, bytes }) => {
    const head = { name: encoder.encode(name), crc: crc32(bytes), bytes: bytes.length, offset: at };
    view.setUint32(at, local, true);
    writeFacts(view, at + 4, head);
    out.set(head.name, at + localBytes);
    out.set(bytes, at + localBytes + head.name.length);
    at += localBytes + head.name.length + bytes.length;
    return head;
  });
  const directory = at;
  for (const head of heads) {
    view.setUint32(at, central, true);
    view.setUint16(at + 4, version, true);
    writeFacts(view, at + 6, head);
    view.setUint32(at + 42, head.offset, true);
    out.set(head.name, at + centralBytes);
    at += centralBytes + head.name.length;
  }
  view.setUint32(at, end, true);
  view.setUint16(at + 8, heads.length, true);
  view.setUint16(at + 10, heads.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

/** What both headers of a file say in the same order: version, flags, method, time, day, CRC, sizes, lengths. */
function writeFacts(
  view: DataView,
  at: number,
  head: { name: Uint8Array; crc: number; bytes: number },
): void {
  view.setUint16(at, version, true);
  view.setUint16(at + 8, day, true);
  view.setUint32(at + 10, head.crc, true);
  view.setUint32(at + 14, head.bytes, true);
  view.setUint32(at + 18, head.bytes, true);
  view.setUint16(at + 22, head.name.length, true);
}

/** The files of a pack's archive, or why it is none and where. Never throws, allocates no more than it was given. */
export function readArchive(bytes: Uint8Array): ReadArchive {
  const refuse = (code: ArchiveFault, place = ''): ReadArchive => ({ ok: false, code, place });
  if (bytes.length > mostPackBytes) return refuse('too_large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < endBytes || view.getUint32(0, true) !== local) return refuse('not_a_zip');
  const tail = bytes.length - endBytes;
  if (view.getUint32(tail, true) !== end) return refuse('truncated');
  const count = view.getUint16(tail + 10, true);
  if (count > mostFiles) return refuse('too_many_files', String(count));
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(tail + 16, true);
  let held = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + centralBytes > tail || view.getUint32(at, true) !== central) return refuse('not_canonical');
    const one = readEntry(bytes, view, at, tail);
    if ('code' in one) return refuse(one.code, one.name);
    if (files.has(one.name)) return refuse('duplicate_file', one.name);
    // Entries that share their bytes would grow when they are written again.
    held += one.bytes.length;
    if (held > bytes.length) return refuse('not_canonical', one.name);
    files.set(one.name, one.bytes);
    at = one.next;
  }
  const again = writeArchive([...files].map(([name, content]) => ({ name, bytes: content })));
  return same(bytes, again) ? { ok: true, files } : refuse('not_canonical');
}

type Entry = { name: string; bytes: Uint8Array; next: number };

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  tail: number,
): Entry | { code: ArchiveFault; name: string } {
  const nameBytes = view.getUint16(at + 28, true);
  const next = at + centralBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > tail) return { code: 'not_canonical', name: '' };
  const name = shown(bytes.subarray(at + centralBytes, at + centralBytes + nameBytes));
  const fault = (code: ArchiveFault) => ({ code, name });
  if ((view.getUint16(at + 8, true) & 1) !== 0) return fault('encrypted');
  // Upper half: the mode where the archive was written on Unix; 0xA000 is a symbolic link.
  if (((view.getUint32(at + 38, true) >>> 16) & 0xf000) === 0xa000) return fault('link');
  if (!plain.test(name)) return fault('unsafe_path');
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  if (view.getUint16(at + 10, true) !== 0 || packed !== size) return fault('compressed');
  const start = view.getUint32(at + 42, true) + localBytes + nameBytes;
  if (start + size > tail) return fault('truncated');
  const content = bytes.subarray(start, start + size);
  if (crc32(content) !== view.getUint32(at + 16, true)) return fault('damaged_file');
  return { name, bytes: content, next };
}

/** A name as it may be told: what is no plain character is told as its code. */
function shown(name: Uint8Array): string {
  const head = [...name.subarray(0, 120)];
  return head
    .map((byte) =>
      byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
