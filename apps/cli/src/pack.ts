import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArtifactKind } from '@scenario-lab/contracts/exam';
import { writeZip } from '@scenario-lab/evaluation/zip';
import { type Card, cardName, readCard } from './card.js';
import { exit } from './exit.js';
import { Failure } from './failure.js';

/** What is handed in: one file, and what it says of itself. */
export interface Artifact {
  kind: ArtifactKind;
  file: string;
  /** As the lab shows it. */
  fileName: string;
  /** The folder's or file's name without its ending: the default title. */
  name: string;
  bytes: number;
  sha256: string;
  card: Card;
}

/** Never part of a program: version control, packages, caches, and the kit's own samples and card. */
const leftOut = new Set(['.git', 'node_modules', '__pycache__', '.DS_Store']);
const leftOutOnTop = new Set(['sample', cardName]);

const endings: readonly (readonly [string, ArtifactKind])[] = [
  ['.zip', 'bundle'],
  ['.tar.gz', 'bundle'],
  ['.tgz', 'bundle'],
  ['.wasm', 'wasm'],
  ['.onnx', 'onnx'],
];

/**
 * Files of a folder that belong into a bundle, sorted by name, whatever the file system's order.
 * @throws Failure for a link or a special file, naming each
 */
export async function bundleParts(folder: string): Promise<{ name: string; path: string }[]> {
  const parts: { name: string; path: string }[] = [];
  const strange: string[] = [];
  const walk = async (inside: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      if (leftOut.has(entry.name) || (inside === '' && leftOutOnTop.has(entry.name))) continue;
      const name = inside ? `${inside}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await walk(name);
      else if (entry.isFile()) parts.push({ name, path: join(folder, name) });
      else strange.push(`${name}: ${entry.isSymbolicLink() ? 'link' : 'device'}`);
    }
  };
  await walk('');
  if (strange.length > 0) throw new Failure(exit.fail, 'check.bad', {}, strange);
  return parts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Finds out what lies at a path and packs it if it is a bundle's folder. The same files give the same bytes on
 * every machine, so the lab recognises a version it has.
 * @param room existing folder for the packed bundle
 */
export async function openArtifact(path: string, room: string, cardFile?: string): Promise<Artifact> {
  const place = resolve(path);
  const folder = (await stat(place)).isDirectory();
  const card = await readCard(
    cardFile ?? join(folder ? place : dirname(place), cardName),
    cardFile !== undefined,
  );
  const found = folder ? await inFolder(place, room) : ofFile(place);
  const { size } = await stat(found.file);
  return { ...found, bytes: size, sha256: await sha256Of(found.file), card };
}

type Found = Pick<Artifact, 'kind' | 'file' | 'fileName' | 'name'>;

function ofFile(file: string): Found {
  const fileName = basename(file);
  const ending = endings.find(([end]) => fileName.toLowerCase().endsWith(end));
  if (!ending) throw new Failure(exit.usage, 'pack.unknown_file', { path: file });
  return { kind: ending[1], file, fileName, name: fileName.slice(0, -ending[0].length) };
}

async function inFolder(folder: string, room: string): Promise<Found> {
  const names = new Set(await readdir(folder));
  const name = basename(folder);
  if (names.has('scenario-lab.json')) {
    const file = join(room, 'bundle.zip');
    await writeZip(file, await bundleParts(folder));
    return { kind: 'bundle', file, fileName: `${name}.zip`, name };
  }
  for (const [own, kind] of [['program.wasm', 'wasm'] as const, ['model.onnx', 'onnx'] as const])
    if (names.has(own)) return { kind, file: join(folder, own), fileName: own, name };
  throw new Failure(exit.fail, 'pack.unknown', { path: folder });
}
