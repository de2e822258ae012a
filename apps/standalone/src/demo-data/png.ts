import { crc32 } from './zip.js';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/** One zlib stream of one stored block (RFC 1950, 1951): the same bytes whatever zlib the machine has. */
function storedZlib(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xffff) throw new RangeError('one stored block holds 65,535 bytes');
  const out = new Uint8Array(bytes.length + 11);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x7801);
  out[2] = 1;
  view.setUint16(3, bytes.length, true);
  view.setUint16(5, ~bytes.length & 0xffff, true);
  out.set(bytes, 7);
  view.setUint32(bytes.length + 7, adler32(bytes));
  return out;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(type);
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(name, 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(name, data));
  return out;
}

/** An 8-bit greyscale PNG of `width × height` pixels, row by row, 0 black to 255 white; at most 64 KiB of pixels. */
export function greyPng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  if (pixels.length !== width * height) throw new RangeError('pixels do not fill the picture');
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  const lines = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const chunks = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', storedZlib(lines)),
    chunk('IEND', new Uint8Array()),
  ];
  const out = new Uint8Array(chunks.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of chunks) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
