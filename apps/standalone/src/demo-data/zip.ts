export interface ZipPart {
  name: string;
  data: Uint8Array;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as in ISO 3309, of one or more byte runs. */
export function crc32(...runs: Uint8Array[]): number {
  let c = 0xffffffff;
  for (const bytes of runs) for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// 1980-01-01, the first date the format can say: a stamp would make two builds differ.
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;

/**
 * A .zip of stored (uncompressed) entries, byte for byte the same for the same parts: compressors differ between
 * library versions, stored bytes do not. PKWARE APPNOTE 6.3, without zip64: throws from 65,535 entries or 4 GiB.
 */
export function makeZip(parts: readonly ZipPart[]): Uint8Array {
  if (parts.length >= 0xffff) throw new RangeError('too many entries for a plain zip');
  const names = parts.map((part) => new TextEncoder().encode(part.name));
  const body = parts.reduce((sum, part, i) => sum + 30 + names[i]!.length + part.data.length, 0);
  const directory = names.reduce((sum, name) => sum + 46 + name.length, 0);
  if (body + directory + 22 > 0xffffffff) throw new RangeError('too large for a plain zip');
  const bytes = new Uint8Array(body + directory + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  let entry = body;
  parts.forEach((part, i) => {
    const name = names[i]!;
    const crc = crc32(part.data);
    const fields = (offset: number) => {
      view.setUint16(offset, 20, true);
      view.setUint16(offset + 2, UTF8_NAMES, true);
      view.setUint16(offset + 8, DOS_DATE, true);
      view.setUint32(offset + 10, crc, true);
      view.setUint32(offset + 14, part.data.length, true);
      view.setUint32(offset + 18, part.data.length, true);
      view.setUint16(offset + 22, name.length, true);
    };
    view.setUint32(entry, 0x02014b50, true);
    view.setUint16(entry + 4, 0x0314, true); // made on Unix, so that the mode below counts
    fields(entry + 6);
    view.setUint32(entry + 38, (0o100644 << 16) >>> 0, true);
    view.setUint32(entry + 42, at, true);
    bytes.set(name, entry + 46);
    entry += 46 + name.length;

    view.setUint32(at, 0x04034b50, true);
    fields(at + 4);
    bytes.set(name, at + 30);
    bytes.set(part.data, at + 30 + name.length);
    at += 30 + name.length + part.data.length;
  });
  view.setUint32(entry, 0x06054b50, true);
  view.setUint16(entry + 8, parts.length, true);
  view.setUint16(entry + 10, parts.length, true);
  view.setUint32(entry + 12, directory, true);
  view.setUint32(entry + 16, body, true);
  return bytes;
}
