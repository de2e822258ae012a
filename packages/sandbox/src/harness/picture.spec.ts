import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { isJpeg, jpegFault, pngFault, pngOfJpeg } from './picture.js';

/** Left half white, right half black, 32 × 16 pixels. */
function halves(): Buffer {
  const data = Buffer.alloc(32 * 16 * 4);
  for (let at = 0; at < 32 * 16; at += 1) data.fill(at % 32 < 16 ? 255 : 0, at * 4, at * 4 + 3);
  return jpeg.encode({ width: 32, height: 16, data }, 95).data;
}

/** An Exif segment with nothing but which way up the camera was held. */
function held(picture: Buffer, orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  const short = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([picture.subarray(0, 2), head, body, picture.subarray(2)]);
}

const pixel = (png: PNG, x: number, y: number) => png.data[(y * png.width + x) * 4]!;

it.each([
  // Where the stored left half, which is white, is seen.
  [1, [32, 16], [4, 8], [28, 8]],
  [2, [32, 16], [28, 8], [4, 8]],
  [3, [32, 16], [28, 8], [4, 8]],
  [4, [32, 16], [4, 8], [28, 8]],
  [5, [16, 32], [8, 4], [8, 28]],
  [6, [16, 32], [8, 4], [8, 28]],
  [7, [16, 32], [8, 28], [8, 4]],
  [8, [16, 32], [8, 28], [8, 4]],
] as const)('a photograph held as %i comes the right way up, as a PNG', (orientation, size, white, black) => {
  for (const little of [true, false]) {
    const bytes = held(halves(), orientation, little);
    expect([isJpeg(bytes), jpegFault(bytes)]).toEqual([true, null]);
    const kept = pngOfJpeg(bytes);
    expect([pngFault(kept), kept.includes('Exif')]).toEqual([null, false]);
    const png = PNG.sync.read(kept);
    expect([png.width, png.height]).toEqual(size);
    expect(pixel(png, white[0], white[1])).toBeGreaterThan(240);
    expect(pixel(png, black[0], black[1])).toBeLessThan(15);
  }
});

it('says what is wrong with a photograph', () => {
  const whole = halves();
  expect(jpegFault(whole.subarray(0, -200))).toBe('ends too early');
  expect(jpegFault(Buffer.from([0xff, 0xd8, 0xff]))).toBe('is no JPEG picture');
  expect(pngFault(Buffer.from('GIF89a'))).toBe('is no PNG or JPEG picture');
  const broken = Buffer.concat([whole.subarray(0, 300), whole.subarray(-2)]);
  expect(() => pngOfJpeg(broken)).toThrow();
});
