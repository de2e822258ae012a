import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Pixels } from './picture.js';
import { Module } from './web-assembly.js';

/** How a WebP says what it holds (RFC 9649, sections 2.4 to 2.7). */
interface WebpHead {
  width: number;
  height: number;
  moves: boolean;
  /** Without loss or with places to be seen through: no photograph. */
  drawn: boolean;
  /** The camera's own words, as a TIFF directory. */
  exif: Buffer | null;
}

export const isWebp = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';

/** Walks the chunks; null where they do not fill the file exactly, or hold no picture. */
export function webpHead(bytes: Buffer): WebpHead | null {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 !== bytes.length) return null;
  const head: WebpHead = { width: 0, height: 0, moves: false, drawn: false, exif: null };
  let pictures = 0;
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length) return null;
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (body.length !== size) return null;
    if (name === 'VP8X' && size >= 10) {
      head.moves ||= (body[0]! & 0x02) !== 0;
      head.drawn ||= (body[0]! & 0x10) !== 0;
      Object.assign(head, { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 });
    } else if (name === 'ANIM' || name === 'ANMF') head.moves = true;
    else if (name === 'EXIF') head.exif = body;
    else if (name === 'VP8 ' || name === 'VP8L') {
      pictures += 1;
      const size = name === 'VP8 ' ? lossy(body) : lossless(body);
      // A frame that says it is larger than its canvas would be decoded at its own size.
      if (!size || (head.width > 0 && (size.width !== head.width || size.height !== head.height)))
        return null;
      Object.assign(head, size);
      head.drawn ||= name === 'VP8L';
    }
    at += 8 + size + (size % 2);
  }
  return pictures === 1 || head.moves ? head : null;
}

/** RFC 6386, section 9.1: a key frame's start code and size. */
function lossy(body: Buffer): { width: number; height: number } | null {
  if (body.length < 10 || body.readUIntBE(3, 3) !== 0x9d012a) return null;
  return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
}
function lossless(body: Buffer): { width: number; height: number } | null {
  if (body.length < 5 || body[0] !== 0x2f) return null;
  const bits = body.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

interface Decoder {
  default(bytes: Uint8Array): Promise<Pixels>;
  init(module: unknown): Promise<void>;
}

/** Decoded by libwebp in WebAssembly, which has no more reach than its own memory, within the sandbox besides. */
export async function pixelsOfWebp(bytes: Buffer): Promise<Pixels> {
  // The decoder hands its pixels over in a browser's object, which is no more than this.
  Object.assign(globalThis, {
    ImageData: class {
      constructor(
        readonly data: Uint8ClampedArray,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  });
  const { default: decode, init } = (await import('@jsquash/webp/decode.js')) as unknown as Decoder;
  const program = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  await init(new Module(readFileSync(program)));
  const { width, height, data } = await decode(new Uint8Array(bytes));
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
