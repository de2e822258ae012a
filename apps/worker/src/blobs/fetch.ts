import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { unpackTar } from '@scenario-lab/evaluation/tar';
import type { BlobStore } from '@scenario-lab/storage/blob-store';

/** Copies a blob into a new file and answers its path. Errors: `BlobFault('missing')`, a file already there. */
export async function fetchBlob(blobs: BlobStore, sha256: string, to: string): Promise<string> {
  await pipeline(await blobs.get(sha256), createWriteStream(to, { flags: 'wx', mode: 0o644 }));
  return to;
}

const segment = /^(?!\.{1,2}$)[^\0/\\]{1,255}$/;
const rules = {
  accepts: (name: string) => name.split('/').every((part) => segment.test(part)),
  maxBytes: 3 * 2 ** 30,
  maxFiles: 200_000,
  executables: true,
};

/**
 * Unpacks a tar blob into a new folder. Such tars come out of the sandbox, so they are believed no further than
 * any upload. Errors: `BlobFault('missing')`, `ArchiveBroken`.
 */
export async function unpackBlob(blobs: BlobStore, sha256: string, dir: string): Promise<string> {
  await mkdir(dir);
  const tar = await fetchBlob(blobs, sha256, `${dir}.tar`);
  await unpackTar(tar, dir, rules);
  await rm(tar);
  return dir;
}
