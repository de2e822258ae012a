import { randomUUID } from 'node:crypto';
import { chmod, chown, link, mkdir, open, readdir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import {
  assertSha256,
  BlobFault,
  type BlobReceipt,
  type BlobSource,
  type BlobStore,
  type ByteRange,
  type ExpectedBlob,
  isSha256,
  withinBlob,
} from './blob-store.js';
import { receive } from './receive.js';
import { verifying } from './verify.js';

export interface FilesystemStoreConfig {
  dir: string;
  mode?: {
    /** Default 0o750. Several writing users share a store by 0o2770 and a common group; a vault is 0o700. */
    dir?: number;
    /** Default 0o440; a vault is 0o400. */
    file?: number;
    /** Group given to every folder and file; without it the process' own, or the folder's with 0o2000. */
    gid?: number;
  };
  /** Full reads end in `corrupt` when the bytes no longer match their address. */
  verifyOnRead?: boolean;
}

/**
 * `<dir>/objects/<first two digits>/<sha256>`, written as `<dir>/incoming/<uuid>`, synced, then linked
 * into place. A link cannot overwrite, so of two equal puts the second finds the first.
 */
export class FilesystemStore implements BlobStore {
  readonly #objects: string;
  readonly #incoming: string;
  readonly #dirMode: number;
  readonly #fileMode: number;
  readonly #gid: number | undefined;
  readonly #verify: boolean;

  private constructor(config: FilesystemStoreConfig) {
    const root = resolve(config.dir);
    this.#objects = join(root, 'objects');
    this.#incoming = join(root, 'incoming');
    this.#dirMode = config.mode?.dir ?? 0o750;
    this.#fileMode = config.mode?.file ?? 0o440;
    this.#gid = config.mode?.gid;
    this.#verify = config.verifyOnRead ?? false;
  }

  /** Makes the folders; throws `exposed` where an existing one is more open than asked and not ours to close. */
  static async open(config: FilesystemStoreConfig): Promise<FilesystemStore> {
    const store = new FilesystemStore(config);
    await mkdir(resolve(config.dir, '..'), { recursive: true });
    for (const folder of [resolve(config.dir), store.#objects, store.#incoming]) {
      await store.#makeFolder(folder);
      await store.#close(folder);
    }
    return store;
  }

  async put(source: BlobSource, expected?: ExpectedBlob): Promise<BlobReceipt> {
    const draft = join(this.#incoming, randomUUID());
    const file = await open(draft, 'wx', 0o600);
    try {
      let receipt: BlobReceipt;
      try {
        receipt = await receive(source, file, expected);
        if (this.#gid !== undefined) await file.chown(-1, this.#gid);
        await file.chmod(this.#fileMode);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#place(draft, receipt);
      return receipt;
    } finally {
      await unlink(draft).catch(ignore('ENOENT'));
    }
  }

  async get(sha256: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.path(sha256), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new BlobFault('missing', `No blob ${sha256}`);
      throw error;
    });
    try {
      if (range) return file.createReadStream(withinBlob(range, (await file.stat()).size));
      const whole = file.createReadStream();
      return this.#verify ? verifying(whole, sha256) : whole;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async stat(sha256: string): Promise<{ bytes: number; at: Date } | null> {
    const found = await stat(this.path(sha256)).catch(ignore('ENOENT'));
    return found ? { bytes: found.size, at: found.mtime } : null;
  }

  path(sha256: string): string {
    assertSha256(sha256);
    return join(this.#objects, sha256.slice(0, 2), sha256);
  }

  async remove(sha256: string): Promise<void> {
    await unlink(this.path(sha256)).catch(ignore('ENOENT'));
  }

  async *list(): AsyncIterable<BlobReceipt> {
    for (const shard of await readdir(this.#objects)) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for (const sha256 of await readdir(join(this.#objects, shard))) {
        const found = isSha256(sha256) ? await this.stat(sha256) : null;
        if (found) yield { sha256, bytes: found.bytes };
      }
    }
  }

  /** Removes what killed processes left half written before `before`; returns how many files. */
  async sweepIncoming(before: Date): Promise<number> {
    let swept = 0;
    for (const name of await readdir(this.#incoming)) {
      const draft = join(this.#incoming, name);
      const found = await stat(draft).catch(ignore('ENOENT'));
      if (!found?.isFile() || found.mtime >= before) continue;
      await unlink(draft).catch(ignore('ENOENT'));
      swept += 1;
    }
    return swept;
  }

  async #place(draft: string, { sha256, bytes }: BlobReceipt): Promise<void> {
    const target = this.path(sha256);
    const shard = join(this.#objects, sha256.slice(0, 2));
    if (!(await linkOnce(draft, target))) {
      await this.#makeFolder(shard);
      if (!(await linkOnce(draft, target))) throw new BlobFault('missing', `The folder ${shard} vanished`);
    }
    const found = await this.stat(sha256);
    if (found && found.bytes !== bytes) {
      throw new BlobFault('corrupt', `Blob ${sha256} holds ${found.bytes} bytes instead of ${bytes}`);
    }
    // Whoever collects what nothing refers to goes by age: equal content takes the place of the old one.
    if (found && found.at.getTime() < Date.now() - youngFor) await rename(draft, target);
    await syncFolder(shard);
  }

  /** A folder appears with its final rights or not at all: another user may write the next moment. */
  async #makeFolder(folder: string): Promise<void> {
    if (await stat(folder).catch(ignore('ENOENT'))) return;
    const draft = `${folder}.${randomUUID()}`;
    await mkdir(draft, { mode: 0o700 });
    try {
      if (this.#gid !== undefined) await chown(draft, -1, this.#gid);
      await chmod(draft, this.#dirMode);
      await rename(draft, folder);
      await syncFolder(resolve(folder, '..'));
    } catch (error) {
      await rmdir(draft).catch(ignore('ENOENT'));
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }

  async #close(folder: string): Promise<void> {
    const { mode } = await stat(folder);
    const excess = mode & 0o777 & ~this.#dirMode;
    if (excess === 0) return;
    await chmod(folder, mode & 0o7777 & ~excess).catch(() => {
      throw new BlobFault('exposed', `${folder} is open to more users than configured`);
    });
  }
}

/** A blob put again within this time of its last putting is left as it is. */
const youngFor = 86_400_000;

/** False when the target's folder is missing; true when the blob is in place, by us or by somebody before. */
async function linkOnce(draft: string, target: string): Promise<boolean> {
  try {
    await link(draft, target);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT') return false;
    // Some network and FUSE mounts have no hard links; renaming equal content over equal content is safe.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    if (!(await stat(target).catch(ignore('ENOENT')))) await rename(draft, target);
    return true;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignore(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
    return undefined;
  };
}
