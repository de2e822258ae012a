import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { unpackTar } from '@scenario-lab/evaluation/tar';
import { BlobFault, type BlobStore } from '@scenario-lab/storage/blob-store';
import { isIntact, verifying } from '@scenario-lab/storage/verify';

/**
 * Copies a blob into a new file and answers its path; nothing is left of one whose bytes are no longer what its digest
 * says. Errors: `BlobFault('missing')`, `BlobFault('corrupt')` with the digest, a file already there.
 */
export async function fetchBlob(blobs: BlobStore, sha256: string, to: string): Promise<string> {
  const bytes = verifying(await blobs.get(sha256), sha256);
  try {
    await pipeline(bytes, createWriteStream(to, { flags: 'wx', mode: 0o644 }));
  } catch (error) {
    if (error instanceof BlobFault) await rm(to, { force: true });
    throw error;
  }
  return to;
}

/** Errors: `BlobFault('corrupt')` with the digest, `BlobFault('missing')`. */
export async function assertIntact(blobs: BlobStore, sha256: string): Promise<void> {
  if (!(await isIntact(blobs, sha256))) throw new BlobFault('corrupt', `Blob ${sha256} is damaged`);
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
 * any upload. Errors: as `fetchBlob`, `ArchiveBroken`.
 */
export async function unpackBlob(blobs: BlobStore, sha256: string, dir: string): Promise<string> {
  await mkdir(dir);
  const tar = await fetchBlob(blobs, sha256, `${dir}.tar`);
  await unpackTar(tar, dir, rules);
  await rm(tar);
  return dir;
}
