import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediumReport } from './harness/medium.js';
import { Module } from './harness/web-assembly.js';
import {
  box,
  filmOf,
  halves,
  objectStream,
  pdfOf,
  photographWithPlace,
  pngOf,
  pngSaying,
} from './testing/media.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

const limits = {
  pictureBytes: 2_000_000,
  documentBytes: 1_000_000,
  videoBytes: 1_000_000,
  videoSeconds: 180,
  pixels: 40_000_000,
};

async function opened(
  content: Buffer | string,
): Promise<{ report: MediumReport; files: Map<string, Buffer> }> {
  const result = await bench.run({
    runtime: 'inspect',
    input: { upload: content },
    options: { medium: limits },
    limits: toolLimits,
  });
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const report = JSON.parse(outputText(result, 'medium.json')) as MediumReport;
  const files = new Map(result.outputs.map(({ name, path }) => [name, readFileSync(path)]));
  await bench.sandbox.discard(result);
  files.delete('medium.json');
  return { report, files };
}
const why = async (content: Buffer | string) => {
  const { report, files } = await opened(content);
  expect([...files.keys()]).toEqual([]);
  return report.ok ? 'taken' : report.problems[0]?.code;
};

/** As a program for pictures writes it, by the encoder that comes with the decoder. */
async function webpOf(width: number, height: number, lossless = 0): Promise<Buffer> {
  const { default: encode, init } = await import('@jsquash/webp/encode.js');
  const program = createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  await (init as (module: unknown) => Promise<unknown>)(new Module(readFileSync(program)));
  return Buffer.from(await encode(halves(width, height) as never, { lossless, quality: 90 }));
}
/** The same in the extended layout, with what a camera says of the way it was held, and more flags if wanted. */
function extended(plain: Buffer, width: number, height: number, flags = 0x08): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const canvas = Buffer.alloc(10);
  canvas[0] = flags;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const exif = Buffer.from('49492a0008000000010012010300010000000600000000000000', 'hex');
  const body = Buffer.concat([chunk('VP8X', canvas), plain.subarray(12), chunk('EXIF', exif)]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

describe('a picture in WebP', () => {
  it('is drawn anew of its pixels, the right way up, as photograph or drawing', async () => {
    const plain = await webpOf(640, 320);
    const { report, files } = await opened(extended(plain, 640, 320));
    expect(report).toMatchObject({ ok: true, kind: 'picture', mime: 'image/jpeg', width: 320, height: 640 });
    const full = jpeg.decode(files.get('full')!);
    // Left was red; turned by the camera's word it is above.
    const [above, below] = [
      full.data.subarray(160 * 4, 160 * 4 + 3),
      full.data.subarray((600 * 320 + 160) * 4),
    ];
    expect([above[0]! > 120, above[2]! < 120, below[0]! < 120, below[2]! > 120]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const drawn = await opened(await webpOf(64, 64, 1));
    expect(drawn.report).toMatchObject({ mime: 'image/png', width: 64 });
    expect([...PNG.sync.read(drawn.files.get('full')!).data.subarray(0, 4)]).toEqual([200, 20, 20, 255]);
  });

  it('is refused where it moves, is damaged, lies about its size, or is another kind', async () => {
    const plain = await webpOf(64, 64);
    expect(await why(extended(plain, 64, 64, 0x02))).toBe('moves');
    expect(await why(extended(plain, 9_000, 9_000))).toBe('not_picture');
    expect(await why(plain.subarray(0, plain.length - 20))).toBe('not_picture');
    expect(await why(Buffer.concat([plain, Buffer.from('more')]))).toBe('not_picture');
    const vast = Buffer.from(await webpOf(64, 64));
    vast.writeUInt16LE(16_383, 26);
    vast.writeUInt16LE(16_383, 28);
    expect(await why(vast)).toBe('too_many_pixels');
    const scrambled = Buffer.from(plain);
    scrambled.fill(0xff, 40);
    expect(['not_picture', 'taken']).toContain(await why(scrambled));
    expect(await why(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))).toBe('heic');
  });
});

describe('a picture of a card', () => {
  it('is made smaller, in two sizes, of its pixels alone', async () => {
    const { report, files } = await opened(photographWithPlace(2_400, 1_200));
    expect(report).toEqual({
      ok: true,
      kind: 'picture',
      mime: 'image/jpeg',
      width: 1_600,
      height: 800,
      seconds: null,
      pages: null,
    });
    for (const [name, width] of [
      ['full', 1_600],
      ['small', 480],
    ] as const) {
      const bytes = files.get(name)!;
      expect(bytes.includes('Exif'), name).toBe(false);
      expect(bytes.includes('PLACE-30-39-N'), name).toBe(false);
      const shown = jpeg.decode(bytes);
      expect([shown.width, shown.height]).toEqual([width, width / 2]);
      const left = (Math.floor(shown.height / 2) * shown.width + Math.floor(shown.width / 4)) * 4;
      const right = left + Math.floor(shown.width / 2) * 4;
      expect(shown.data[left]! > 150 && shown.data[left + 2]! < 80).toBe(true);
      expect(shown.data[right]! < 80 && shown.data[right + 2]! > 150).toBe(true);
    }
  });

  it('keeps what can be seen through, and loses what its maker wrote beside it', async () => {
    const row = Buffer.from([0, 10, 20, 30, 0, 250, 100, 50, 255]);
    const { report, files } = await opened(pngSaying(2, 3, Buffer.concat([row, row, row])));
    expect(report).toMatchObject({ kind: 'picture', mime: 'image/png', width: 2, height: 3 });
    const full = files.get('full')!;
    expect(full.includes('SOMEBODY')).toBe(false);
    expect([...PNG.sync.read(full).data.subarray(0, 8)]).toEqual([10, 20, 30, 0, 250, 100, 50, 255]);
  });

  it('carries nothing else along: what hangs behind it is refused or gone', async () => {
    expect(
      await why(Buffer.concat([pngOf(8, 8), Buffer.from('<script>alert(1)</script>PK\u0003\u0004')])),
    ).toBe('not_picture');
    const tail = Buffer.from('<html><script>alert(1)</script>');
    const { files } = await opened(
      Buffer.concat([jpeg.encode(halves(16, 16), 90).data, tail.subarray(0, 40)]),
    );
    for (const bytes of files.values()) expect(bytes.includes('script')).toBe(false);
  });

  it('is refused with the cause where it is none, a bomb, or cut off', async () => {
    expect(await why('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')).toBe(
      'other_kind',
    );
    expect(await why('GIF89a\x01\x00\x01\x00')).toBe('other_kind');
    expect(await why('RIFF\x10\x00\x00\x00WEBPVP8 ')).toBe('not_picture');
    expect(await why(Buffer.from('MZ\x90\x00 a program called picture.png'))).toBe('other_kind');
    expect(await why(pngSaying(60_000, 60_000, Buffer.alloc(10)))).toBe('not_picture');
    expect(await why(pngSaying(16_000, 16_000, Buffer.alloc(10)))).toBe('too_many_pixels');
    // It says it is small, and unpacks to a hundred times of that.
    expect(await why(pngSaying(10, 10, Buffer.alloc(50_000_000)))).toMatch(/^(not_picture|taken)$/);
    const whole = photographWithPlace(400, 300);
    expect(await why(whole.subarray(0, whole.length / 2))).toBe('not_picture');
    expect(await why(pngOf(64, 64).subarray(0, 120))).toBe('not_picture');
    expect(await why(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(200)]))).toBe(
      'not_picture',
    );
    expect(await why(Buffer.concat([pngOf(8, 8), Buffer.alloc(2_000_000)]))).toBe('too_big');
  });
});

describe('a paper of a card', () => {
  it('stays as it is and tells its pages', async () => {
    const { report, files } = await opened(pdfOf());
    expect(report).toMatchObject({ kind: 'pdf', mime: 'application/pdf', pages: 1, width: null });
    expect(files.get('full')).toEqual(pdfOf());
  });

  it('is refused where it acts by itself, is locked, or is another file besides', async () => {
    expect(await why(pdfOf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'))).toBe('acting');
    expect(await why(pdfOf('/OpenAction<</S/#4aavaScript>>'))).toBe('acting');
    expect(await why(pdfOf('', [objectStream('1 0 <</S/Launch/F(cmd.exe)>>')]))).toBe('acting');
    const broken = objectStream('1 0 <</S/Launch>>');
    broken.fill(0, broken.indexOf('stream\n') + 7, broken.indexOf('stream\n') + 12);
    expect(await why(pdfOf('', [broken]))).toBe('unreadable');
    const hidden = Buffer.from(
      objectStream('1 0 <</S/Launch>>').toString('latin1').replace('/ObjStm', '/Obj#53tm'),
      'latin1',
    );
    expect(await why(pdfOf('', [hidden]))).toBe('unreadable');
    expect(await why(pdfOf('/Names<</EmbeddedFiles 5 0 R>>'))).toBe('acting');
    expect(await why(pdfOf('/Encrypt 5 0 R'))).toBe('encrypted');
    expect(await why(Buffer.concat([pdfOf(), Buffer.from('PK\u0003\u0004 an archive')]))).toBe('more_behind');
    expect(await why(pdfOf().subarray(0, 60))).toBe('cut_off');
  });
});

describe('a film of a card', () => {
  it('keeps its length and size, and loses where and when it was taken', async () => {
    const { report, files } = await opened(filmOf(12.5));
    expect(report).toMatchObject({
      kind: 'video',
      mime: 'video/mp4',
      width: 640,
      height: 360,
      seconds: 12.5,
    });
    const full = files.get('full')!;
    expect(full.length).toBe(filmOf(12.5).length);
    expect(full.includes('30.6598')).toBe(false);
    expect(full.includes(Buffer.from([0xd0, 0, 0, 0]))).toBe(false);
    // What is shown is not touched.
    expect(full.includes(Buffer.alloc(64, 7))).toBe(true);
  });

  it('is refused where it is too long, is none, or points elsewhere', async () => {
    expect(await why(filmOf(181))).toBe('too_long');
    expect(await why(filmOf(0))).toBe('not_video');
    expect(await why(filmOf(5).subarray(0, 150))).toBe('cut_off');
    expect(await why(Buffer.concat([filmOf(5), Buffer.from([0, 0, 0, 2, 0x6d, 0x64, 0x61, 0x74])]))).toBe(
      'cut_off',
    );
    const outside = box(
      'dref',
      Buffer.from('\0\0\0\0\0\0\0\x01\0\0\0\x20url \0\0\0\0http://169.254.169.254/', 'latin1'),
    );
    expect(await why(filmOf(5, [box('trak', box('mdia', box('minf', box('dinf', outside))))]))).toBe(
      'outside_video',
    );
    let nested = box('trak');
    for (let depth = 0; depth < 30; depth += 1) nested = box('trak', nested);
    expect(await why(filmOf(5, [nested]))).toBe('not_video');
    expect(
      await why(
        filmOf(
          5,
          Array.from({ length: 21_000 }, () => box('trak')),
        ),
      ),
    ).toBe('not_video');
  });
});
