import { constants } from 'node:fs';
import { chmod, copyFile, link, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a directory where a slot's uid can read it, under a name that tells nothing.
 * Files are hard-linked where they are readable by others already and lie on the same file system, else copied.
 * Links stay links: they are resolved inside the sandbox. Anything else is an error.
 * @throws if `from` is not a directory or holds a device, socket or FIFO.
 */
export async function stageTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  // The caller's umask must not decide whether the slot's uid can read.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await stageTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isFile()) await stageFile(source, target);
    else throw new Error(`${source} is neither a file nor a directory`);
  }
}

async function stageFile(source: string, target: string): Promise<void> {
  const { mode } = await lstat(source);
  const wanted = 0o444 | ((mode & 0o100) === 0 ? 0 : 0o111);
  if ((mode & wanted) === wanted && (await linked(source, target))) return;
  await copyFile(source, target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(target, wanted | 0o200);
}

async function linked(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch {
    return false;
  }
}
