import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '@scenario-lab/metrics/random';
import { encode } from 'fast-png';
import { sha256 } from './keyed.js';
import type { SourceFile } from './sources.js';

interface Shape {
  width: number;
  height: number;
  /** 1 grey, 3 red-green-blue. */
  channels: 1 | 3;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const POOL = 32;
const LOOKED_AT = 200;
const LARGEST = 1_024;
const FALLBACK: Shape = { width: 64, height: 64, channels: 3 };

/**
 * Pictures of noise in the shape most of the open ones have (PNG; 64 × 64 where theirs cannot be told), written
 * below a new folder. Answers cell names with their files; rows share a pool of 32.
 * @param sources pictures of open rows, hostile: only 33 bytes of each are looked at
 */
export async function twinPictures(
  dir: string,
  sources: readonly SourceFile[],
  random: Random,
): Promise<Map<string, SourceFile>> {
  await mkdir(dir, { recursive: true });
  const shape = await commonShape(sources.slice(0, LOOKED_AT));
  const files = new Map<string, SourceFile>();
  for (let number = 1; number <= POOL; number += 1) {
    const bytes = noise(shape, random);
    const path = join(dir, `${number}.png`);
    await writeFile(path, bytes);
    files.set(`synthetic-${number}.png`, { path, digest: sha256(bytes), ending: '.png' });
  }
  return files;
}

async function commonShape(sources: readonly SourceFile[]): Promise<Shape> {
  const counts = new Map<string, { shape: Shape; count: number }>();
  for (const { path } of sources) {
    const shape = await shapeOf(path);
    if (!shape) continue;
    const key = JSON.stringify(shape);
    counts.set(key, { shape, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  // A shape of few pictures would tell of them.
  return most && most.count >= 10 ? most.shape : FALLBACK;
}

/** Width, height and colour type from a PNG's IHDR (PNG specification, 11.2.2); null for anything else. */
async function shapeOf(path: string): Promise<Shape | null> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(33);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    if (bytesRead < head.length || !head.subarray(0, 8).equals(SIGNATURE)) return null;
    const [width, height, colour] = [head.readUInt32BE(16), head.readUInt32BE(20), head[25]!];
    if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) return null;
    return { width, height, channels: colour === 0 || colour === 4 ? 1 : 3 };
  } finally {
    await handle.close();
  }
}

const noise = ({ width, height, channels }: Shape, random: Random): Buffer =>
  Buffer.from(
    encode({
      width,
      height,
      channels,
      depth: 8,
      data: Uint8Array.from({ length: width * height * channels }, () => random.below(256)),
    }),
  );
