import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskFile } from '@scenario-lab/contracts/exam';
import { z } from 'zod';
import { sha256, sha256OfFile } from './keyed.js';
import { unfoldPast } from './shared-past.js';
import { ArchiveBroken, filesBelow, unpackTar } from './tar.js';

/** `pack.json` at the top of a pack. */
export const PackIndex = z.object({
  schema: z.literal('scenario-lab/pack/1'),
  cases: z.array(z.string().regex(/^\d{4}$/)).min(1),
  /** Bytes of `history.csv` beside this file that are the history of each case; absent where each has its own. */
  past: z.record(z.string(), z.number().int().positive()).optional(),
});
export type PackIndex = z.infer<typeof PackIndex>;

/** Four digits, so that names sort as numbers. */
export const caseName = (number: number): string => String(number).padStart(4, '0');

const ours =
  /^(?:pack\.json|history\.csv|cases\/\d{4}\/(?:(?:task\.json|inputs\.csv|history\.csv)|files\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}))$/;
const rules = { accepts: (name: string) => ours.test(name), maxBytes: 8 * 2 ** 30, maxFiles: 2_000_000 };

/**
 * Unpacks a pack into `dir/<digest>` and answers that folder; one that is there already is read through, and taken
 * away where it is not what was unpacked. Two processes may do so at the same time.
 * @throws {ArchiveBroken} when the bytes are not those of the digest or hold what no pack holds, or have changed since
 */
export async function materialise(packTar: string, digest: string, dir: string): Promise<string> {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new ArchiveBroken('the digest is no SHA-256');
  const place = join(dir, digest);
  const noted = `${place}.sha256`;
  if (await isThere(place)) {
    const before = await readFile(noted, 'utf8').catch(() => null);
    if (before !== null && before === (await folderDigest(place))) return place;
    await rm(place, { recursive: true, force: true });
    if (before !== null) throw new ArchiveBroken(`the unpacked pack ${digest} has changed on the disk`);
  }
  if ((await sha256OfFile(packTar)) !== digest)
    throw new ArchiveBroken('the pack is not what its digest says');
  await mkdir(dir, { recursive: true });
  const building = await mkdtemp(join(dir, 'building-'));
  try {
    await unpackTar(packTar, building, rules);
    const { past, cases } = await readIndex(building);
    await unfoldPast(building, past, cases);
    // Before the folder is there, so that whoever finds the one finds the other.
    await writeFile(`${building}.sha256`, await folderDigest(building));
    await rename(`${building}.sha256`, noted);
    await rename(building, place).catch(async (error: unknown) => {
      if (!(await isThere(place))) throw error;
    });
    return place;
  } finally {
    await rm(building, { recursive: true, force: true });
    await rm(`${building}.sha256`, { force: true });
  }
}

/** SHA-256 over names and contents of all files below a folder. */
async function folderDigest(dir: string): Promise<string> {
  const lines: string[] = [];
  for (const name of await filesBelow(dir)) lines.push(`${await sha256OfFile(join(dir, name))} ${name}`);
  return sha256(lines.join('\n'));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** @throws an Error where the folder is no unpacked pack */
export async function readIndex(packDir: string): Promise<PackIndex> {
  return PackIndex.parse(JSON.parse(await readFile(join(packDir, 'pack.json'), 'utf8')));
}

export const caseDir = (packDir: string, name: string): string => join(packDir, 'cases', name);

/** The task of a pack; all its cases have the same. @throws an Error where the folder is no unpacked pack */
export async function readTask(packDir: string): Promise<TaskFile> {
  const { cases } = await readIndex(packDir);
  return TaskFile.parse(JSON.parse(await readFile(join(caseDir(packDir, cases[0]!), 'task.json'), 'utf8')));
}
