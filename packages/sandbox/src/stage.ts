import {
  chmodSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { chmod, copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';

// Short synchronous calls: each costs a fifth of a trip through the thread pool, and most trees are small.
const AT_ONCE = 200;

/**
 * A private copy of directories where a slot's uid can read them, under a name that tells nothing.
 * Every file is copied: two programs, or one program twice, given the same pack would else share its inodes and
 * pages. For our own tools, which run nothing foreign, files are hard-linked where they are readable by others
 * already and lie on the same file system. Links stay links: they are resolved inside the sandbox.
 */
export class Stage {
  private entries = 0;
  /** @throws if `dir` exists. */
  constructor(
    readonly dir: string,
    private readonly mayLink = false,
  ) {
    this.makeDir(dir);
  }

  /** @throws if `from` is not a directory or holds a device, socket or FIFO. */
  async add(from: string, name: string): Promise<string> {
    const to = join(this.dir, name);
    await this.tree(from, to);
    return to;
  }

  async remove(): Promise<void> {
    const how = { recursive: true, force: true } as const;
    if (this.entries < AT_ONCE) rmSync(this.dir, how);
    else await rm(this.dir, how);
  }

  private makeDir(dir: string): void {
    mkdirSync(dir);
    // The caller's umask must not decide whether the slot's uid can read.
    chmodSync(dir, 0o755);
  }

  private async tree(from: string, to: string): Promise<void> {
    const entries = readdirSync(from, { withFileTypes: true });
    this.makeDir(to);
    for (const entry of entries) {
      this.entries += 1;
      if (this.entries % AT_ONCE === 0) await breathe();
      const source = join(from, entry.name);
      const target = join(to, entry.name);
      if (entry.isDirectory()) await this.tree(source, target);
      else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
      else if (entry.isFile()) await this.file(source, target);
      else throw new Error(`${source} is neither a file nor a directory`);
    }
  }

  private async file(source: string, target: string): Promise<void> {
    const { mode } = lstatSync(source);
    const wanted = 0o444 | ((mode & 0o100) === 0 ? 0 : 0o111);
    if (this.mayLink && (mode & wanted) === wanted && this.linked(source, target)) return;
    await copyFile(source, target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    await chmod(target, wanted | 0o200);
  }

  private linked(source: string, target: string): boolean {
    try {
      linkSync(source, target);
      return true;
    } catch {
      return false;
    }
  }
}
