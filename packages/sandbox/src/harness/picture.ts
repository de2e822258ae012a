import { crc32 } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

const LARGEST_SIDE = 16_384;
// A decoder in JavaScript keeps several copies of what it decodes.
const DECODE = {
  useTArray: true,
  formatAsRGBA: true,
  tolerantDecoding: false,
  maxResolutionInMP: 64,
  maxMemoryUsageInMB: 1024,
} as const;

/** Checks a PNG's signature and header chunk (W3C PNG, section 11.2.1). @returns what is wrong, or null. */
export function pngFault(bytes: Buffer): string | null {
  if (bytes.length < 45 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n')
    return 'is no PNG or JPEG picture';
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR') return 'has no PNG header';
  if (crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) return 'has a damaged PNG header';
  const fault = sizeFault(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  if (fault) return fault;
  return bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND' ? null : 'ends too early';
}

const sizeFault = (width: number, height: number): string | null =>
  width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE
    ? `is ${width} × ${height} pixels, at most ${LARGEST_SIDE} a side`
    : null;

export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** Walks a JPEG's markers (ITU-T T.81, annex B) to its frame. */
function frameOf(bytes: Buffer): { width: number; height: number; orientation: number } | null {
  let orientation = 1;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), orientation };
    if (marker === 0xe1) orientation = orientationOf(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    if (marker === 0xda || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** Which way up a camera was held: tag 0x0112 of the first directory (Exif 2.32, section 4.6.4). */
function orientationOf(segment: Buffer): number | null {
  return segment.toString('latin1', 0, 6) === 'Exif\0\0' ? orientationIn(segment.subarray(6)) : null;
}

/** The same of the directory alone, as other containers carry it. */
export function orientationIn(tiff: Buffer): number | null {
  if (tiff.length < 16) return null;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * 12;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** Checks a JPEG's frame and end. @returns what is wrong, or null. */
export function jpegFault(bytes: Buffer): string | null {
  const frame = frameOf(bytes);
  if (!frame) return 'is no JPEG picture';
  const fault = sizeFault(frame.width, frame.height);
  if (fault) return fault;
  return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > bytes.length - 64 ? null : 'ends too early';
}

/** Pixels as RGBA, row by row. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * A JPEG as a PNG of the same pixels, the right way up; whatever else the camera wrote (place, time, thumbnail) is
 * left behind. @throws the decoder's error
 */
export function pngOfJpeg(bytes: Buffer): Buffer {
  const { width, height, data } = pixelsOfJpeg(bytes);
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, deflateLevel: 6 });
}

/** A JPEG's pixels, the right way up. @throws the decoder's error */
export function pixelsOfJpeg(bytes: Buffer): Pixels {
  return turnedUp(jpeg.decode(bytes, DECODE), frameOf(bytes)?.orientation ?? 1);
}

/** As whoever took the picture saw it. */
export function turnedUp({ width, height, data }: Pixels, orientation: number): Pixels {
  const turned = orientation > 4;
  const [wide, high] = turned ? [height, width] : [width, height];
  const upright = new Uint8Array(width * height * 4);
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(upright.buffer);
  for (let y = 0; y < high; y += 1)
    for (let x = 0; x < wide; x += 1) to[y * wide + x] = from[placeOf(orientation, x, y, width, height)]!;
  return { width: wide, height: high, data: upright };
}

/** What a JPEG says of its size, or null. */
export const jpegSize = (bytes: Buffer): { width: number; height: number } | null => frameOf(bytes);

/** Where the pixel shown at x, y lies in what was stored, by orientation. */
function placeOf(orientation: number, x: number, y: number, width: number, height: number): number {
  const [right, down] = [width - 1, height - 1];
  switch (orientation) {
    case 2:
      return y * width + right - x;
    case 3:
      return (down - y) * width + right - x;
    case 4:
      return (down - y) * width + x;
    case 5:
      return x * width + y;
    case 6:
      return (down - x) * width + y;
    case 7:
      return (down - x) * width + right - y;
    case 8:
      return x * width + right - y;
    default:
      return y * width + x;
  }
}
