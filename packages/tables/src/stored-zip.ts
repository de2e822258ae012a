const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as zip archives use it (ISO 3309, reflected 0x04C11DB7). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** 1 January 1980, the first day of the format: the same members give the same bytes on every day. */
const firstDay = 0x21;
const utf8Names = 0x800;

/**
 * A zip archive whose members lie in it as they are (APPNOTE 6.3, method 0). For members of our own making that are
 * small; names are ASCII or UTF-8.
 */
export function storedZip(members: readonly { name: string; bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const path = encoder.encode(name);
    const fields = [20, utf8Names, 0, 0, firstDay] as const;
    const sizes = [crc32(bytes), bytes.length, bytes.length] as const;
    const local = record(30, path);
    local.u32(0x04034b50);
    for (const field of fields) local.u16(field);
    for (const size of sizes) local.u32(size);
    local.u16(path.length);
    const central = record(46, path);
    central.u32(0x02014b50);
    central.u16(20);
    for (const field of fields) central.u16(field);
    for (const size of sizes) central.u32(size);
    central.u16(path.length);
    central.skip(12);
    central.u32(offset);
    parts.push(local.bytes, bytes);
    directory.push(central.bytes);
    offset += local.bytes.length + bytes.length;
  }
  const listed = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(22, new Uint8Array());
  end.u32(0x06054b50);
  end.skip(4);
  end.u16(members.length);
  end.u16(members.length);
  end.u32(listed);
  end.u32(offset);
  return joinBytes([...parts, ...directory, end.bytes]);
}

/** A header of so many fixed bytes, with a tail behind them; little-endian, filled from the front. */
function record(fixed: number, tail: Uint8Array) {
  const bytes = new Uint8Array(fixed + tail.length);
  bytes.set(tail, fixed);
  const view = new DataView(bytes.buffer);
  let at = 0;
  return {
    bytes,
    u16: (value: number) => {
      view.setUint16(at, value, true);
      at += 2;
    },
    u32: (value: number) => {
      view.setUint32(at, value, true);
      at += 4;
    },
    skip: (count: number) => {
      at += count;
    },
  };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
