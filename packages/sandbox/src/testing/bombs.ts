import { crc32 } from 'node:zlib';
import jpeg from 'jpeg-js';
import { zip } from './files.js';
import { parquet } from './parquet.js';

// Small files that are large once they are opened, for `npm run attack`.

/** A PNG whose header says so many pixels, and that has none. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(17);
  header.write('IHDR', 'latin1');
  header.writeUInt32BE(width, 4);
  header.writeUInt32BE(height, 8);
  header[12] = 8;
  const chunk = (content: Buffer) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length - 4);
    sum.writeUInt32BE(crc32(content));
    return Buffer.concat([length, content, sum]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk(header), chunk(Buffer.from('IEND'))]);
}

/** A JPEG of 16 pixels a side that says it has more. */
function photo(side: number): Buffer {
  const { data } = jpeg.encode({ width: 16, height: 16, data: Buffer.alloc(16 * 16 * 4, 90) }, 50);
  const bytes = Buffer.from(data);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(side, frame + 5);
  bytes.writeUInt16BE(side, frame + 7);
  return bytes;
}

const album = (name: string, picture: Buffer): Buffer =>
  zip([
    { name: 'labels.csv', data: `image,digit\n${name},1\n` },
    { name: `files/${name}`, data: picture },
  ]);

/** What the picture says of itself, the archive with it, and `code @ place` it is refused by. */
export const pictureBombs: [what: string, file: Buffer, problem: string][] = [
  [
    'a PNG of ten thousand million pixels',
    album('a.png', png(100_000, 100_000)),
    'bad_picture @ files/a.png',
  ],
  ['a JPEG of 268 million pixels', album('a.jpg', photo(16_384)), 'bad_picture @ files/a.jpg'],
  ['a JPEG of 65,535 pixels a side', album('a.jpg', photo(65_535)), 'bad_picture @ files/a.jpg'],
];

/** A Parquet file of some kilobytes that is 4 GB once it is written out as text. */
export const parquetBomb = (): Promise<Buffer> =>
  parquet(`SELECT repeat('x', 4000) AS a, 1 AS b FROM range(1000000)`);
