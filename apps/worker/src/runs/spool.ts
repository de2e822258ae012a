import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobReceipt } from '@scenario-lab/storage/blob-store';
import { FilesystemStore, type FilesystemStoreConfig } from '@scenario-lab/storage/filesystem-store';

/**
 * What execute and score hand each other: predictions of a run, open rows of a sealed benchmark version. A store
 * per thing: two runs may well predict the same bytes, and scoring the one must not take away what the other
 * still needs.
 */
export interface Spool {
  put(thingId: string, file: string): Promise<BlobReceipt>;
  /** Path of a collected file. */
  path(thingId: string, sha256: string): Promise<string>;
  remove(thingId: string): Promise<void>;
}

const idPattern = /^[0-9a-f-]{36}$/;

export function openSpool(dir: string, mode: NonNullable<FilesystemStoreConfig['mode']>): Spool {
  const home = (thingId: string) => {
    if (!idPattern.test(thingId)) throw new Error('a spool is addressed by a thing’s id');
    return join(dir, thingId);
  };
  const open = (thingId: string) => FilesystemStore.open({ dir: home(thingId), mode });
  return {
    put: async (thingId, file) => (await open(thingId)).put({ path: file }),
    path: async (thingId, sha256) => (await open(thingId)).path(sha256),
    remove: (thingId) => rm(home(thingId), { recursive: true, force: true }),
  };
}
