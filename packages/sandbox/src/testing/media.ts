import { crc32 as crc, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

/** Files of the kinds a card takes, made here byte by byte, and what strangers make of them. */

/** A picture of two halves, so that what became of it can be looked at: left red, right blue. */
export function halves(width: number, height: number): { width: number; height: number; data: Buffer } {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < width * height; at += 1)
    data.set(at % width < width / 2 ? [200, 20, 20] : [20, 20, 200], at * 4);
  return { width, height, data };
}

export const pngOf = (width: number, height: number): Buffer => {
  const png = new PNG({ width, height });
  png.data = halves(width, height).data;
  return PNG.sync.write(png);
};

/** A photograph that tells where it was taken: latitude in an Exif directory of its own (Exif 2.32, section 4.6.6). */
export function photographWithPlace(width: number, height: number): Buffer {
  const picture = jpeg.encode(halves(width, height), 90).data;
  const tiff = Buffer.alloc(90);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  // GPSInfo: where its own directory stands.
  tiff.writeUInt16LE(0x8825, 10);
  tiff.writeUInt16LE(4, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt32LE(26, 18);
  tiff.writeUInt16LE(1, 26);
  tiff.writeUInt16LE(2, 28);
  tiff.writeUInt16LE(5, 30);
  tiff.writeUInt32LE(3, 32);
  tiff.writeUInt32LE(44, 36);
  tiff.write('PLACE-30-39-N', 60, 'latin1');
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([picture.subarray(0, 2), head, body, picture.subarray(2)]);
}

/** A chunk as PNG has them (W3C PNG, section 5.3). */
const chunk = (name: string, body: Buffer) => {
  const whole = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(whole));
  return Buffer.concat([head, whole, tail]);
};

/** A PNG that says it is of this size and holds these rows, packed; nothing promises that they fit. */
export function pngSaying(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Author\0SOMEBODY', 'latin1')),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A document of one page with this in its catalogue, and more objects where they are given. */
export const pdfOf = (catalogue = '', objects: (string | Buffer)[] = []): Buffer =>
  Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R${catalogue}>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n`,
    ),
    ...objects.map((one) => Buffer.from(one as string)),
    Buffer.from('trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n'),
  ]);

/** Objects packed into a stream, where a search of the plain bytes does not see them. */
export const objectStream = (text: string): Buffer => {
  const packed = deflateSync(Buffer.from(text));
  return Buffer.concat([
    Buffer.from(`9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
};

export const box = (name: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A film of so many seconds: what a player asks for first, and a place in `udta` as telephones write it. */
export function filmOf(seconds: number, more: Buffer[] = []): Buffer {
  const movie = Buffer.alloc(100);
  movie.writeUInt32BE(0xd0_00_00_00, 4);
  movie.writeUInt32BE(1_000, 12);
  movie.writeUInt32BE(Math.round(seconds * 1_000), 16);
  const track = Buffer.alloc(84);
  track.writeUInt32BE(640 << 16, 76);
  track.writeUInt32BE(360 << 16, 80);
  const place = box('\xa9xyz', Buffer.from('\0\x12\x15\xc7+30.6598+104.0633/', 'latin1'));
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0isommp41', 'latin1')),
    box('moov', box('mvhd', movie), box('trak', box('tkhd', track)), box('udta', place), ...more),
    box('mdat', Buffer.alloc(64, 7)),
  ]);
}
