import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** `sha256:` over names, modes, link targets and contents of a tree; times and owners do not count. */
export function treeDigest(dir: string): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    for (const name of readdirSync(join(dir, path)).sort()) {
      const inside = join(path, name);
      const stats = lstatSync(join(dir, inside));
      const mode = stats.isSymbolicLink() ? 'link' : (stats.mode & 0o111) === 0 ? 'file' : 'exec';
      hash.update(`${inside}\0${stats.isDirectory() ? 'dir' : mode}\0`);
      if (stats.isDirectory()) visit(inside);
      else if (stats.isSymbolicLink()) hash.update(`${readlinkSync(join(dir, inside))}\0`);
      else
        hash.update(
          createHash('sha256')
            .update(readFileSync(join(dir, inside)))
            .digest(),
        );
    }
  };
  visit('');
  return `sha256:${hash.digest('hex')}`;
}

export function copyInto(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Copies plain files and directories, nothing else. */
export function copyTree(from: string, to: string, wanted: (path: string) => boolean = () => true): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (!wanted(source)) continue;
    if (entry.isDirectory()) copyTree(source, join(to, entry.name), wanted);
    else if (entry.isFile()) copyInto(source, join(to, entry.name));
  }
}

export interface Kept<About> {
  dir: string;
  about: About;
}

/**
 * Builds a tree once and keeps it under `home/name`; concurrent builders are harmless, the first to finish wins.
 * `about` is what the builder says of the tree, kept beside it.
 */
export function keepTree<About>(home: string, name: string, build: (dir: string) => About): Kept<About> {
  const dir = join(home, name);
  const note = `${dir}.json`;
  const read = (): Kept<About> => ({ dir, about: JSON.parse(readFileSync(note, 'utf8')) as About });
  if (existsSync(note) && existsSync(dir)) return read();
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const scratch = mkdtempSync(join(home, '.building-'));
  try {
    const tree = join(scratch, 'tree');
    mkdirSync(tree);
    const about = build(tree);
    writeFileSync(join(scratch, 'note'), JSON.stringify(about));
    if (!existsSync(dir)) {
      try {
        renameSync(tree, dir);
      } catch (error) {
        if (!existsSync(dir)) throw error;
      }
    }
    renameSync(join(scratch, 'note'), note);
    return { dir, about };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
